import { idIn } from "../flow";
import type { Emitted } from "../ledger";
import type { WalkState } from "../walk-state";

/** What is to emit each event once: the node of each account, or the instances of one flow together. */
export interface Listener {
  name: string;
  emitted: Emitted[];
}

export const listeners = ({ plan, ledger: { emitted }, run }: WalkState): Listener[] =>
  plan.areInstances
    ? [{ name: "the flow", emitted }]
    : ["A", "B"].map((name) => ({
        name,
        emitted: emitted.filter(({ nodeId }) => nodeId === idIn(run, `${name}-events`)),
      }));
