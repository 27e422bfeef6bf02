import { refusal, type Refusal } from "./errors";

/** A part of a simulated operation (a field, a value, a parameter) that is not simulated: refused, never ignored. */
export const notPlayed = (operation: string, part: string): Refusal =>
  refusal(
    "not.simulated.part",
    { operation, part },
    { details: [{ errorCode: "not.simulated", fieldName: part }] },
  );
