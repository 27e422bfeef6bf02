import helper from "node-red-node-test-helper";
import backplane from "../../nodes/genesys-backplane";
import type { BackplaneNode } from "../../nodes/lib/backplane/backplane-node";
import type { Simulator } from "../../nodes/lib/simulator/index";
import { idOf } from "../../nodes/lib/simulator/store/ids";
import type { Act } from "./acts";
import { openBench, type Arrival, type Bench } from "./flow";
import { moduleOf } from "./nodes";
import { passUntil, until } from "./until";

type Values = Record<string, unknown>;

/** One node in two instances: each has an account of its own with the same client, and both have one backplane. */
export interface TwoInstances extends Bench {
  /** The same message in both at the same moment; what comes out of each. */
  both(msg: Values): Promise<[one: Arrival, other: Arrival]>;
  /** A message in one of them, 0 or 1. */
  one(nth: number, msg: Values): Promise<Arrival>;
}

/** Errors come out of the second output, where they carry `msg.genesys` as well. */
export const openTwo = async ({ type, config, user }: Act, url: string): Promise<TwoInstances> => {
  let token: string | undefined;
  const credentials = ({ act }: Simulator): Record<string, string> =>
    user === undefined ? {} : { accessToken: (token ??= act.issueToken("sign-in", idOf(`user ${user}`))) };
  const account = { ...(user === undefined ? {} : { grant: "access-token" }), backplane: "the-backplane" };
  const node = { ...config, errorOutput: true, outputs: 2 };
  const bench = await openBench(moduleOf(type), type, node, {
    ...{ account, credentials, modules: [backplane] },
    flow: ({ url: org }) => [
      { id: "the-backplane", type: "genesys-backplane", url },
      {
        ...{ id: "other-account", type: "genesys-account", region: "custom", apiUrl: org, loginUrl: org },
        ...{ grant: "client-credentials", ...account },
      },
      {
        ...{ id: "other-node", type, z: "tab", account: "other-account" },
        ...{ wires: [["the-result"], ["the-second"]], ...node },
      },
    ],
    otherCredentials: (simulator) => ({
      "other-account": { clientId: "simulator", clientSecret: "simulator", ...credentials(simulator) },
    }),
  });
  const { simulator, clock, arrivals } = bench;
  simulator.settings.alertAfterMs = 120_000; // to which agent a queue routes a conversation does not matter here
  const shared = helper.getNode("the-backplane") as unknown as BackplaneNode;
  await until(() => shared.connection()?.state().kind === "ready");
  const nodes = [bench.node, helper.getNode("other-node")];
  let sent = 0;

  const play = async (msg: Values, to: readonly number[]): Promise<Arrival[]> => {
    sent += 1;
    const mine = (): Arrival[] => arrivals.filter(({ msg: { sent: of } }) => of === sent);
    for (const nth of to) nodes[nth]?.receive({ ...msg, sent, nth });
    await passUntil(clock, () => mine().length === to.length, 25);
    return mine().sort((a, b) => Number(a.msg["nth"]) - Number(b.msg["nth"]));
  };
  return {
    ...bench,
    both: async (msg) => (await play(msg, [0, 1])) as [Arrival, Arrival],
    one: async (nth, msg) => (await play(msg, [nth]))[0] as Arrival,
  };
};
