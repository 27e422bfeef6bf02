import type { Call, Segment } from "../entities/communication";
import type { Purpose } from "../entities/conversation";

/** How call legs begin that are connected without an alert: those of customers, flows and queues. */

type Opened = Extract<Purpose, "customer" | "external" | "ivr" | "workflow" | "acd">;

const FIRST: Readonly<Partial<Record<Purpose, Segment["type"]>>> = {
  customer: "System",
  external: "System",
  ivr: "System",
  acd: "Delay",
};

/** The wait before the talk. Its end is only given if a person was expected. */
export const openingSegments = (purpose: Purpose, startAt: number, endAt: number): Segment[] => {
  const type = FIRST[purpose] ?? "Alert";
  const waited = purpose !== "ivr" && purpose !== "acd";
  return [{ type, startAt, endAt, ...(waited ? { howEnded: "Interact" as const } : {}) }];
};

/** The leg was offered and is connected at once. */
export const openCall = (leg: Call, purpose: Opened, at: number): Call => {
  leg.initialState = "offering";
  leg.segments = [
    ...openingSegments(purpose, at, at),
    { type: purpose === "ivr" ? "IVR" : "Interact", startAt: at },
  ];
  return leg;
};
