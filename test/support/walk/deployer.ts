import type { StoredNode } from "./flow";
import type { Ledger, Passage } from "./ledger";
import type { World } from "./world";

const LONGEST_CLOSE_MS = 1_000;

/** Deploys, and judges how the nodes were closed. */
export const deployer =
  ({ red, time }: World, ledger: Ledger, violations: string[]) =>
  async (flow: StoredNode[], type: "full" | "nodes"): Promise<void> => {
    const isPending = ({ done, isClosed }: Passage): boolean => done === 0 && !isClosed;
    const pending = ledger.passages.filter(isPending);
    const before = new Map(pending.map(({ nodeId }) => [nodeId, red.headless.nodeById(nodeId)]));
    ledger.abandoned.clear();
    let isDone = false;
    const deployed = red.deploy(flow, type).then(() => (isDone = true));
    const began = time.now();
    await time.run(() => isDone, 20_000);
    if (!isDone) violations.push("close: a deploy has not ended after 20 s");
    else await deployed;
    if (time.now() - began > LONGEST_CLOSE_MS)
      violations.push(`close: a deploy took ${time.now() - began} ms`);
    for (const [nodeId, node] of before) {
      if (red.headless.nodeById(nodeId) === node) continue;
      const closed = pending.filter((one) => one.nodeId === nodeId);
      for (const one of closed) one.isClosed = true;
      const lost = closed.filter(({ outputs, failures }) => outputs + failures === 0).length;
      const logged = ledger.abandoned.get(nodeId) ?? 0;
      if (logged !== lost)
        violations.push(`close: ${nodeId} had ${lost} messages in progress, and its log says ${logged}`);
    }
  };
