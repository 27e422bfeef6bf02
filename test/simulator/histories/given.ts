import type { Simulator } from "../../../nodes/lib/simulator/index";
import { pickOther, type Picker } from "./pool";

/** What bodies are made from. */
export interface Given {
  simulator: Simulator;
  pick: Picker;
  conversationId: string | undefined;
}
export type Body = Record<string, unknown> | unknown[] | undefined;
export type Bodies = Readonly<Record<string, (given: Given) => Body>>;

/** The last digits say what becomes of a call or a message to it. */
export const NUMBERS = [
  ...["+15555550142", "+15555550101", "+15555550102", "+15555550103", "+15555550104", "+15555550105"],
  ...["+15555550106", "+15555550111", "+15555550112", "+15555550113"],
] as const;

export const someNumber = ({ pick }: Given): string => pick.from(NUMBERS) ?? "";
export const someUser = ({ simulator, pick }: Given): string | undefined =>
  pickOther(simulator, pick, "userId", undefined);
export const someQueue = ({ simulator, pick }: Given): string | undefined =>
  pickOther(simulator, pick, "queueId", undefined);
export const someMessage = ({ simulator, pick, conversationId }: Given): string =>
  pickOther(simulator, pick, "messageId", conversationId) ?? "none";
