import type { NodeCases } from "../cases";

export const cases: NodeCases = {
  dialog: {
    label: "requests at /genesys/vip",
    fields: { path: "/genesys/vip", method: "PUT", auth: "local", timeLimitSeconds: "5" },
  },
};
