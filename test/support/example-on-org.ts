import { fail } from "node:assert/strict";
import { startSimulator, type Simulator } from "../../nodes/lib/simulator/index";
import { createClock, type VirtualClock } from "./clock";
import { exampleNames, readExample, type FlowNode } from "./example-files";
import { openFlow, type RunningExample } from "./examples";

export interface ExampleOnOrg {
  org: Simulator;
  clock: VirtualClock;
  flow: FlowNode[];
  running: RunningExample;
  /** Lets so many seconds of virtual time pass, in steps that real sockets can follow. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Custom hosts sign no user in by themselves: the user of the example's own org is given by a token. */
const asUser = (org: Simulator) => ({
  grant: "access-token",
  credentials: { accessToken: org.act.issueToken("supervisor") },
});

/** An example on an org that the spec can see into, its nodes connected. `change` gives its nodes other settings. */
export const openOnOrg = async (
  number: string,
  change: (node: FlowNode) => FlowNode = (node) => node,
): Promise<ExampleOnOrg> => {
  const clock = createClock(Date.parse("2026-03-02T09:00:00.000Z"));
  const org = await startSimulator({ clock });
  const name = exampleNames().find((each) => each.startsWith(number)) ?? fail(number);
  const flow = readExample(name).map(change);
  const account = { region: "custom", apiUrl: org.url, loginUrl: org.url };
  const client = { credentials: { clientId: "simulator", clientSecret: "simulator" } };
  const running = await openFlow(
    flow.map((node) => {
      if (node.type !== "genesys-account") return node;
      return { ...node, ...account, ...(node.grant === "authorization-code" ? asUser(org) : client) };
    }),
    clock,
  );
  const pass = async (seconds: number): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += 0.5) {
      await new Promise((resolve) => setTimeout(resolve, 8)); // real sockets bring the answers of this step
      await clock.advance(500);
    }
  };
  const close = async (): Promise<void> => {
    await running.close();
    await org.close();
  };
  return { org, clock, flow, running, pass, close };
};
