import { fixed, median, table } from "./figures.mjs";
import { RUNTIMES, startRed } from "./red.mjs";
import { judge, judgeGrowth } from "./verdicts.mjs";

const SIZES = [200, 700, 2_000];
const ROUNDS = 3;
const account = { id: "acc", type: "genesys-account", region: "simulator", grant: "client-credentials" };
const fromMessage = (name) => ({ [name]: name, [`${name}Type`]: "msg" });

/** What flows have most of, of ours and of the core. */
const kinds = {
  ours: [
    { type: "genesys-get-conversation", target: "customer", ...fromMessage("conversationId") },
    { type: "genesys-update-participant", target: "agent", action: "hold", ...fromMessage("conversationId") },
    { type: "genesys-wrap-up", target: "agent", action: "apply", ...fromMessage("conversationId") },
    { type: "genesys-send-message", ...fromMessage("toAddress"), ...fromMessage("text") },
    { type: "genesys-wait", for: ["ended"], ...fromMessage("conversationId") },
  ],
  core: [
    { type: "change", rules: [{ t: "set", p: "payload", pt: "msg", to: "1", tot: "num" }] },
    { type: "function", func: "return msg;", outputs: 1, libs: [], initialize: "", finalize: "" },
    {
      ...{ type: "switch", property: "payload", propertyType: "msg", checkall: "true", outputs: 1 },
      rules: [{ t: "eq", v: "1", vt: "num" }],
    },
    { type: "http request", method: "GET", ret: "obj", url: "http://127.0.0.1/{{{id}}}", headers: [] },
    { type: "template", field: "payload", fieldType: "msg", syntax: "mustache", template: "{{id}}" },
  ],
};

/** So many nodes in a row. */
const flowOf = (of, count) => [
  { id: "tab", type: "tab", label: "bench" },
  account,
  ...Array.from({ length: count }, (_, nth) => ({
    ...kinds[of][nth % kinds[of].length],
    ...{
      id: `${of}${nth}`,
      z: "tab",
      x: 100,
      y: 20 * nth,
      wires: nth + 1 < count ? [[`${of}${nth + 1}`]] : [[]],
    },
    ...(of === "ours" ? { account: "acc" } : {}),
  })),
];
const empty = [{ id: "tab", type: "tab", label: "bench" }, account];

/** Until the flows run, by a deploy of all in a real Node-RED, and CPU of it; ours and those of the core in turn. */
const measure = async (runtime) => {
  const red = await startRed({ runtime, flows: empty });
  const seen = SIZES.flatMap((count) => ["ours", "core"].map((of) => ({ of, count, ms: [], cpuMs: [] })));
  await red.deploy(flowOf("ours", 5)); // loads what the first node loads
  await red.deploy(flowOf("core", 5));
  for (let round = 0; round < ROUNDS; round += 1)
    for (const one of round % 2 === 0 ? seen : seen.toReversed()) {
      await red.deploy(empty);
      await red.ask("begin");
      one.ms.push(await red.deploy(flowOf(one.of, one.count)));
      one.cpuMs.push((await red.ask("end")).cpuMs);
    }
  if (/missing types/i.test(red.log())) throw new Error(`not all nodes were there:\n${red.log()}`);
  await red.stop();
  const of = (kind, name) =>
    SIZES.map((count) => median(seen.find((one) => one.of === kind && one.count === count)[name]));
  return {
    ours: of("ours", "ms"),
    core: of("core", "ms"),
    oursCpu: of("ours", "cpuMs"),
    coreCpu: of("core", "cpuMs"),
  };
};

/** Flow files of our nodes and of core nodes, on both versions. */
export const deploy = async () => {
  for (const runtime of RUNTIMES) {
    const { ours, core, oursCpu, coreCpu } = await measure(runtime);
    table(
      `ms until the flows run after a deploy, ${runtime}`,
      SIZES.map((count, nth) => ({
        ...{ nodes: count, ours: fixed(ours[nth], 0), "of the core": fixed(core[nth], 0) },
        ...{ "ours, CPU": fixed(oursCpu[nth], 0), "of the core, CPU": fixed(coreCpu[nth], 0) },
      })),
    );
    const more = (ours.at(-1) - core.at(-1)) / 1_000;
    judge(`2,000 of our nodes, ${runtime}: deployed`, { is: more, most: 2, unit: "s more than core nodes" });
    judgeGrowth(`a deploy of our nodes, ${runtime}`, SIZES, oursCpu);
  }
};
