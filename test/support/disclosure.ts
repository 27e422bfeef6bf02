import assert from "node:assert/strict";
import { inspect } from "node:util";
import helper from "node-red-node-test-helper";
import type { Simulator } from "../../nodes/lib/simulator/index";
import type { Bench } from "./flow";
import { PERSONAL } from "./secretive";

export const SECRET = "simulator-top-secret-9f2c";
export const CREDENTIALS = { clientId: "secretive", clientSecret: SECRET };

/** The org knows the client whose secret must not be disclosed. */
export const knowSecretive = ({ org: { clients } }: Simulator): void => {
  const like = clients.get("simulator") ?? assert.fail();
  clients.set("secretive", { ...like, id: "secretive", secret: SECRET });
};

/** The flow as it is stored and exported. */
const exported = (): unknown =>
  (helper as unknown as { _redNodes: { getFlows(): { flows: unknown[] } } })._redNodes.getFlows().flows;

const written = (value: unknown): string =>
  inspect(value, {
    ...{ depth: 12, showHidden: true, breakLength: Infinity },
    maxStringLength: null,
    maxArrayLength: null,
  });

/** All of `PERSONAL` that it contains. */
export const personalIn = (value: unknown): string[] =>
  Object.values(PERSONAL).filter((word) => written(value).includes(word));

/** No secret, token or personal word is in the log, a status, an error, the exported flow, or in what else was added. */
export const assertNothingDisclosed = (bench: Bench, ...more: unknown[]): string => {
  const errors = bench.seen.caught.map(({ error }) => error);
  const said = written([exported(), bench.statuses, helper.log().args, errors, ...more]);
  const tokens = [...bench.simulator.store.tokens.keys()].map(String);
  const basic = Buffer.from(`secretive:${SECRET}`).toString("base64");
  const disclosed = [SECRET, basic, ...tokens, ...Object.values(PERSONAL)].filter((word) =>
    said.includes(word),
  );
  assert.deepEqual(disclosed, [], "none of it is disclosed");
  assert.match(said, /status/);
  assert.match(said, /the-account/);
  return said;
};
