import type { NodeCases } from "../cases";

export const cases: NodeCases = {
  dialog: { label: "genesys response", fields: { body: "payload", status: "status" } },
};
