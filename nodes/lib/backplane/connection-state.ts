import type { Failure } from "./failure";
import type { Server } from "./server";

export type ConnectionState =
  { kind: "connecting" } | { kind: "ready"; server: Server } | { kind: "away"; failure: Failure };
