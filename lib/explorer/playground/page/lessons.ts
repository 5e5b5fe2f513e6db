/// <reference lib="dom" />
/** Scenes to start from, each with a question. They are addresses. */
import { element } from "../../page/element.ts";

interface Lesson {
  readonly title: string;
  readonly question: string;
  readonly address: string;
}

const lessons: readonly Lesson[] = [
  {
    title: "Too good",
    question: "The margin is far above 0.2. Will t² leave it there? And max(0, −t)²?",
    address: "loss=margin&target=static&margin=0.2&triple=60,75,-20",
  },
  {
    title: "A small margin in the batch",
    question:
      "All own margins are above the wanted 0.1, and each query meets the negatives of the others, too. " +
      "After descent, is each query still nearer to its positive than to its negative?",
    address: "loss=margin&target=static&margin=0.1&inBatch=true" +
      "&triple=20,35,60&triple=110,125,150&triple=-160,-145,-120&triple=-70,-55,-30",
  },
  {
    title: "A false negative?",
    question: "Negative 1 is nearly the same as its positive: perhaps it is relevant, too. " +
      "Which triple is pushed harder?",
    address: "loss=margin&triple=40,70,74&triple=-100,-130,-40",
  },
  {
    title: "The target moves, too",
    question:
      "The gradient flows through the target, (s(p, n) + 1) / 2. Which arrows change when it is detached?",
    address: "loss=margin&triple=90,120,100&rate=0.02",
  },
  {
    title: "Several targets",
    question: "Each margin meets three targets, so for a loss of 0 those of a row have to be the same. " +
      "What does that do to the negatives?",
    address: "loss=margin&target=distributed",
  },
  {
    title: "The hardest counts",
    question:
      "Positive 2 has hardly an arrow. Which ones grow when the temperature is raised, which ones shrink?",
    address: "loss=softmax&triple=60,90,80&triple=-160,-130,-80&triple=-60,-20,-110",
  },
];

/** @param start Told of the scene that is chosen. */
export function lessonList(start: (options: URLSearchParams) => void): HTMLElement {
  const pick = (address: string) => (event: Event) => {
    event.preventDefault();
    start(new URLSearchParams(address));
  };
  return element(
    "section",
    {},
    element("h2", {}, "Predict, then play"),
    element(
      "ul",
      { class: "lessons" },
      ...lessons.map(({ title, question, address }) =>
        element(
          "li",
          {},
          element("a", { href: `#playground?${address}`, click: pick(address) }, title),
          ` ${question}`,
        )
      ),
    ),
  );
}
