import type { NodeAPI } from "node-red";
import type { Composition } from "../platform/compose";

/** The accounts that run, by the editor's id; in a subflow there may be several, of which the newest counts. */
export const createDeployed = () => {
  const running = new Map<string, (() => Composition)[]>();
  return {
    get: (id: string): (() => Composition) | undefined => running.get(id)?.at(-1),
    add: (id: string, one: () => Composition): void =>
      void running.set(id, [...(running.get(id) ?? []), one]),
    delete: (id: string, one: () => Composition): void => {
      const others = (running.get(id) ?? []).filter((each) => each !== one);
      if (others.length > 0) running.set(id, others);
      else running.delete(id);
    },
  };
};

/** An account that was merely disabled keeps its sign-in, until a deploy takes it away for good. */
export const createForgetting = (RED: NodeAPI, forget: (id: string) => void): ((id: string) => void) => {
  const disabled = new Set<string>();
  const look = ({ type }: { type?: string }): void => {
    if (type === "load") return; // another project's flows: this one's may come back
    for (const id of disabled)
      if (!isStillThere(RED, id)) {
        disabled.delete(id);
        forget(id);
      }
    if (disabled.size === 0) RED.events.removeListener("flows:started", look);
  };
  return (id) => {
    if (!isStillThere(RED, id)) return forget(id);
    if (disabled.size === 0) RED.events.on("flows:started", look);
    disabled.add(id);
  };
};

const isStillThere = (RED: NodeAPI, id: string): boolean => {
  let found = false;
  RED.nodes.eachNode((node) => (found ||= node.id === id));
  return found;
};
