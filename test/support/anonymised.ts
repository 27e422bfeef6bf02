import assert from "node:assert/strict";
import { anonymise, type AnonymiseOptions } from "../../nodes/lib/capture/anonymise";
import type { Capture } from "../../nodes/lib/capture/format";

/** A capture of one read, with this body. */
export const captureWith = (body: unknown, more: Partial<Capture> = {}): Capture => ({
  ...{ format: "genesys-capture", version: 1, conversationId: "c", startedAt: "2026-03-02T09:00:00.000Z" },
  ...{
    isComplete: true,
    records: [{ kind: "read", at: 0, path: "/api/v2/conversations/c", status: 200, body }],
  },
  ...more,
});

export type Fields = Record<string, unknown>;

/** What becomes of a body in an anonymised capture. */
export const made = (body: Fields, options?: AnonymiseOptions): Fields => {
  const [record] = anonymise(captureWith(body), options).records;
  assert.ok(record?.kind === "read");
  return record.body as Fields;
};

export const textOf = (value: unknown): string => (typeof value === "string" ? value : assert.fail());
