// npm run simulator-coverage: which operations the simulator plays, and who has seen that the platform does the same. With
// --write it goes into docs/simulator-coverage.md.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { loadModels } from "../nodes/lib/facts/models";
import { loadOperations, operationGroups, type Operation } from "../nodes/lib/facts/operations";
import { EXTRA_OPERATIONS } from "../nodes/lib/simulator/http/extra-operations";
import { simulatedOperations } from "../nodes/lib/simulator/routes";
import { HANDLER, playedFields } from "../nodes/lib/simulator/routes/played-fields";
import { playedParameters } from "../nodes/lib/simulator/routes/played-parameters";
import { isModel } from "../test/support/platform-models";
import { CAPTURES, DOCUMENTED } from "./facts/witnesses";
import { code } from "./operations-cells";

const PAGE = join(__dirname, "../docs/simulator-coverage.md");

export interface Witnesses {
  /** The model of the vendor's SDK that a spec holds each response against; `no body` where it says that there is none. */
  sdk?: string;
  captures: readonly string[];
  documented?: string;
}

/** A response of which nothing but the status is known is none of the SDK's. */
const sdkOf = ({ id, response, statuses }: Operation): string | undefined => {
  if (EXTRA_OPERATIONS.some((each) => each.id === id)) return undefined;
  if (response.kind === "json" && response.model !== undefined && isModel(response.model))
    return response.model;
  return response.kind === "empty" && statuses !== null ? "no body" : undefined;
};

export const witnessesOf = (operation: Operation): Witnesses => {
  const sdk = sdkOf(operation);
  const documented = DOCUMENTED.find(([pattern]) => pattern.test(operation.id))?.[1];
  return {
    captures: CAPTURES[operation.id] ?? [],
    ...(sdk === undefined ? {} : { sdk }),
    ...(documented === undefined ? {} : { documented }),
  };
};

/** No witness: only we say so. */
export const isInferred = ({ sdk, captures, documented }: Witnesses): boolean =>
  sdk === undefined && captures.length === 0 && documented === undefined;

/** In the order of the catalogue's chapters. */
export const playedOperations = (): Operation[] => {
  const played = new Set(simulatedOperations());
  const all = [...loadOperations(), ...EXTRA_OPERATIONS].filter(({ id }) => played.has(id));
  const place = ({ group }: Operation): number => operationGroups.indexOf(group);
  return all.sort((a, b) => place(a) - place(b) || (a.id < b.id ? -1 : 1));
};

const heads = (played: readonly string[]): Set<string> =>
  new Set(played.map((each) => each.split(/[.=]/, 1)[0] ?? ""));

/** What a request may have, but returns 501 here: parameters of the query, and first fields of the body. */
const unplayedIn = ({ id, query, body }: Operation): string[] => {
  const parameters = new Set(playedParameters(id).map((each) => each.split("=", 1)[0]));
  const left = query.map(({ name }) => name).filter((name) => !parameters.has(name));
  const fields = body && playedFields(id, body.model);
  if (!body || fields === HANDLER) return left;
  const known = heads(fields ?? []);
  const properties = Object.entries(loadModels()[body.model]?.properties ?? {});
  return [
    ...left,
    ...properties.flatMap(([name, { readOnly }]) => (readOnly || known.has(name) ? [] : [name])),
  ];
};

const cells = (operation: Operation): string[] => {
  const witnesses = witnessesOf(operation);
  const { sdk, captures, documented } = witnesses;
  const unplayed = unplayedIn(operation);
  return [
    `${operation.label}<br>${code(operation.id)}`,
    code(`${operation.method} ${operation.path.replace("/api/v2", "")}`),
    unplayed.length === 0 ? "all of it" : `without ${unplayed.map(code).join(", ")}`,
    sdk === undefined ? "" : sdk === "no body" ? sdk : code(sdk),
    captures.join(", "),
    documented ?? "",
    isInferred(witnesses) ? "yes" : "",
  ];
};

const spelt = (group: string): string =>
  group.charAt(0).toUpperCase() + group.slice(1).replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const HEAD = ["operation", "request", "what is played", "SDK", "captures", "documentation", "inference"];

const INTRO = `# What the simulated organisation plays, and who has seen it

One row for each operation that the [simulated organisation](simulator.md) carries out. All others return 501.

- **What is played**: a parameter or a field that is named here returns 501; nothing is ignored. Of nested fields, only the first name is shown.
- **SDK**: a spec carries out each of these operations over HTTP, and holds the response against this model of the vendor's SDK. It proves the shape, not the behaviour.
- **Captures**: payloads of live organisations that others have published. A spec checks that each of their fields is sent.
- **Documentation**: what the vendor or its staff has written about the behaviour: guides, help pages, announcements, lists of errors.
- **Inference**: none of these. It is the best guess.

What the vendor does not publish is a [setting](simulator.md#settings) wherever it matters to a flow.
`;

export const coveragePage = (): string => {
  const all = playedOperations();
  const witnessed = all.map(witnessesOf);
  const count = (is: (one: Witnesses) => boolean): number => witnessed.filter(is).length;
  const summary = [
    `| operations | SDK | captures | documentation | inference |`,
    "| --- | --- | --- | --- | --- |",
    `| ${[
      all.length,
      count(({ sdk }) => sdk !== undefined),
      count(({ captures }) => captures.length > 0),
      count(({ documented }) => documented !== undefined),
      count(isInferred),
    ].join(" | ")} |`,
  ];
  const line = (each: readonly string[]): string => `| ${each.join(" | ")} |`;
  const groups = [...new Set(all.map(({ group }) => group))];
  const chapters = groups.flatMap((group) => [
    "",
    `## ${spelt(group)}`,
    "",
    line(HEAD),
    line(HEAD.map(() => "---")),
    ...all.filter((each) => each.group === group).map((each) => line(cells(each))),
  ]);
  return [INTRO, ...summary, ...chapters, ""].join("\n");
};

const main = async (): Promise<void> => {
  const text = await format(coveragePage(), { ...(await resolveConfig(PAGE)), filepath: PAGE });
  if (process.argv.includes("--write")) writeFileSync(PAGE, text);
  else process.stdout.write(text);
};

if (require.main === module) void main();
