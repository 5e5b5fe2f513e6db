// The k best of each row: higher score first, then the lower position.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "op.h"
#include "parallel.h"
#include "simd.h"

namespace kit {

namespace {

constexpr int64_t CHUNK = 32;

// Writes the indices of scores at or above a threshold to `hits`, until the scores end or `room` are found. It starts
// at `next`, and sets that to the first index not looked at. Returns how many it found.
CLONED int64_t scan(const float* scores, int64_t count, float threshold, int64_t room, int32_t* hits, int64_t* next) {
  int64_t found = 0, i = *next;
  for (; i + CHUNK <= count && found + CHUNK <= room; i += CHUNK) {
    int any = 0;
#pragma omp simd reduction(| : any)
    for (int64_t j = 0; j < CHUNK; j++) any |= scores[i + j] >= threshold;
    if (!any) continue;
    for (int64_t j = 0; j < CHUNK; j++) {
      hits[found] = static_cast<int32_t>(i + j);
      found += scores[i + j] >= threshold;
    }
  }
  // A chunk that may not fit, or the last one.
  for (; i < count && found < room && (i + CHUNK > count || found + CHUNK > room); i++) {
    hits[found] = static_cast<int32_t>(i);
    found += scores[i] >= threshold;
  }
  *next = i;
  return found;
}

// Score and position as one number that is larger for what ranks higher.
uint64_t keyOf(float score, int32_t position) {
  score += 0.0f;  // minus zero is zero
  uint32_t bits;
  std::memcpy(&bits, &score, 4);
  bits ^= bits >> 31 ? 0xFFFFFFFFu : 0x80000000u;
  return static_cast<uint64_t>(bits) << 32 | ~static_cast<uint32_t>(position);
}

float scoreOf(uint64_t key) {
  uint32_t bits = static_cast<uint32_t>(key >> 32);
  bits ^= bits >> 31 ? 0x80000000u : 0xFFFFFFFFu;
  float score;
  std::memcpy(&score, &bits, 4);
  return score;
}

int32_t positionOf(uint64_t key) { return static_cast<int32_t>(~static_cast<uint32_t>(key)); }

// The keys of one row, reduced to the k best whenever there is no more room.
class Best {
 public:
  explicit Best(int64_t k) : k_(k), keys_(2 * k + 1024), hits_(keys_.size()) {}

  void add(float score, int32_t position) { keys_[size_++] = keyOf(score, position); }

  // `from` are scores of consecutive positions. Throws where one is not a number.
  void addAll(const float* from, int64_t count, int32_t first) {
    float threshold = size_ < k_ ? -std::numeric_limits<float>::infinity() : lowest();
    for (int64_t next = 0; next < count;) {
      const int64_t room = static_cast<int64_t>(keys_.size()) - size_;
      const int64_t found = scan(from, count, threshold, room, hits_.data(), &next);
      for (int64_t i = 0; i < found; i++) add(from[hits_[i]], first + hits_[i]);
      if (size_ + CHUNK > static_cast<int64_t>(keys_.size())) {
        reduce();
        threshold = lowest();
      }
    }
    reduce();
  }

  void sort() { std::sort(keys_.begin(), keys_.begin() + size_, std::greater<uint64_t>()); }

  // Takes all keys out.
  void drain(float* scores, int32_t* positions) {
    for (int64_t i = 0; i < size_; i++) {
      scores[i] = scoreOf(keys_[i]);
      positions[i] = positionOf(keys_[i]);
    }
    size_ = 0;
  }

  int64_t size() const { return size_; }

 private:
  void reduce() {
    if (size_ <= k_) return;
    std::nth_element(keys_.begin(), keys_.begin() + k_, keys_.begin() + size_, std::greater<uint64_t>());
    size_ = k_;
  }

  float lowest() const { return scoreOf(*std::min_element(keys_.begin(), keys_.begin() + size_)); }

  int64_t k_, size_ = 0;
  std::vector<uint64_t> keys_;
  std::vector<int32_t> hits_;
};

// scores [Q, N] of positions from `first [1]` on; the best so far, scores [Q, M] and positions [Q, M] -> the K best of
// both, K = min(k, M + N): scores [Q, K], positions [Q, K]; in their order where `sorted` is 1.
struct TopK {
  explicit TopK(const Attributes& attributes) : k(attributes.integer("k")), sorted(attributes.integer("sorted")) {}

  void compute(Call& call) const {
    const auto scores = call.input<float>(0, 2);
    const auto first = call.input<int32_t>(1, 1);
    const auto bestScores = call.input<float>(2, 2);
    const auto bestPositions = call.input<int32_t>(3, 2);
    const int64_t queries = scores.shape[0], count = scores.shape[1], before = bestScores.shape[1];
    expect(k > 0 && first.size() == 1, "Expected a number of results, and a first position");
    expect(bestScores.shape[0] == queries && bestPositions.shape == bestScores.shape && before <= k,
           "Expected at most k best so far for each query");
    expect(first.data[0] >= 0 && first.data[0] + count <= std::numeric_limits<int32_t>::max(),
           "Expected positions below 2^31");
    const int64_t kept = std::min(k, before + count);
    float* keptScores = call.output<float>(0, {queries, kept});
    int32_t* keptPositions = call.output<int32_t>(1, {queries, kept});
    std::vector<char> full(queries);
    parallel(queries, [&](int64_t query) {
      static thread_local std::vector<Best> made;
      static thread_local int64_t madeFor = -1;
      if (madeFor != k) {
        made.assign(1, Best(k));
        madeFor = k;
      }
      Best& best = made.front();
      for (int64_t i = query * before; i < (query + 1) * before; i++) best.add(bestScores.data[i], bestPositions.data[i]);
      best.addAll(scores.data + query * count, count, first.data[0]);
      full[query] = best.size() == kept;
      if (sorted) best.sort();
      // NaN scores are never kept.
      if (full[query]) best.drain(keptScores + query * kept, keptPositions + query * kept);
      else madeFor = -1;
    });
    expect(std::all_of(full.begin(), full.end(), [](char is) { return is; }), "Expected scores that are numbers");
  }

  int64_t k, sorted;
};

const Register<TopK> topK({"KitTopK",
                           {"scores: float", "first: int32", "best_scores: float", "best_positions: int32"},
                           {"scores_kept: float", "positions_kept: int32"},
                           {"k: int", "sorted: int"}});

}  // namespace

}  // namespace kit
