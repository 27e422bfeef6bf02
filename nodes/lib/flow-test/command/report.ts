import { printable } from "../../flow-check/flow";
import type { Failure } from "../case/expect";
import type { CaseOutcome, TestOutcome } from "./run-tests";

/** The outcome as text for a terminal, and as JUnit for a CI service. */

const MOST_LINES = 60;

const failureLines = ({ expected, instead }: Failure): string[] => [
  `expected ${expected}`,
  `but      ${instead[0] ?? ""}`,
  ...instead.slice(1, 20).map((line) => `         ${line}`),
  ...(instead.length > 20 ? [`         and ${instead.length - 20} more`] : []),
];

const timelineLines = (timeline: readonly string[]): string[] => {
  const left = timeline.length - MOST_LINES;
  return [
    ...(timeline.length > 0 ? ["timeline:"] : []),
    ...(left > 0 ? [`  (${left} earlier lines)`] : []),
    ...timeline.slice(-MOST_LINES).map((line) => `  ${line}`),
  ];
};

const detailOf = ({ failures, timeline }: CaseOutcome): string =>
  [...failures.flatMap(failureLines), ...timelineLines(timeline)].join("\n");

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** One case, as soon as it is over. */
export const caseText = (file: string, outcome: CaseOutcome, isVerbose: boolean): string => {
  const { name, failures, ms, virtualMs, timeline } = outcome;
  const isOk = failures.length === 0;
  const head = `${isOk ? "ok    " : "FAILED"} ${printable(file)}: ${printable(name)} (${seconds(virtualMs)} in ${seconds(ms)})`;
  const detail = isOk ? (isVerbose ? timelineLines(timeline).join("\n") : "") : detailOf(outcome);
  return `${head}\n${detail === "" ? "" : `${detail.replace(/^/gm, "    ")}\n`}`;
};

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

export const failedIn = (outcomes: readonly TestOutcome[]): number =>
  outcomes.reduce((sum, { cases }) => sum + cases.filter(({ failures }) => failures.length > 0).length, 0);

export const summaryText = (outcomes: readonly TestOutcome[]): string => {
  const all = outcomes.reduce((sum, { cases }) => sum + cases.length, 0);
  const failed = failedIn(outcomes);
  return `${plural(all - failed, "case")} passed, ${failed} failed\n`;
};

/** XML has no place for control characters and halves of characters. */
const NOT_IN_XML = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\uFFFE\uFFFF]/gu;

const escaped = (text: string): string =>
  text.replace(NOT_IN_XML, "?").replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);

const caseXml = (file: string, outcome: CaseOutcome): string => {
  const { name, failures, ms } = outcome;
  const open = `    <testcase classname="${escaped(file)}" name="${escaped(name)}" time="${(ms / 1000).toFixed(3)}"`;
  const [first] = failures;
  if (first === undefined) return `${open}/>`;
  return `${open}>\n      <failure message="${escaped(first.expected)}">${escaped(detailOf(outcome))}</failure>\n    </testcase>`;
};

const suiteXml = ({ file, cases }: TestOutcome): string => {
  const failed = cases.filter(({ failures }) => failures.length > 0).length;
  const time = (cases.reduce((sum, { ms }) => sum + ms, 0) / 1000).toFixed(3);
  const open = `  <testsuite name="${escaped(file)}" tests="${cases.length}" failures="${failed}" time="${time}">`;
  return [open, ...cases.map((one) => caseXml(file, one)), "  </testsuite>"].join("\n");
};

export const junitOf = (outcomes: readonly TestOutcome[]): string => {
  const all = outcomes.reduce((sum, { cases }) => sum + cases.length, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites tests="${all}" failures="${failedIn(outcomes)}">`,
    ...outcomes.map(suiteXml),
    "</testsuites>",
    "",
  ].join("\n");
};
