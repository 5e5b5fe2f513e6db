"""For peers that group texts by length."""


def cuts(lengths, groups):
    """The ends of `groups` runs of sorted lengths that need the least padding."""
    best = {(0, 0): (0, None)}
    for group in range(1, groups + 1):
        for end in range(1, len(lengths) + 1):
            starts = [start for start in range(end) if (start, group - 1) in best]
            if starts:
                best[end, group] = min(
                    (best[start, group - 1][0] + (end - start) * lengths[end - 1], start) for start in starts
                )
    ends, end = [], len(lengths)
    for group in range(groups, 0, -1):
        ends.insert(0, end)
        end = best[end, group][1]
    return ends
