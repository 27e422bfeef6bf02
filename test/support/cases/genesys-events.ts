import type { NodeCases } from "../cases";

export const cases: NodeCases = {
  dialog: {
    label: "events of Support, Sales",
    fields: { scope: "queue", ids: "Support, Sales", mediaType: "call", raw: true },
  },
};
