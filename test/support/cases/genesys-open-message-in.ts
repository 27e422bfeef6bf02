import type { NodeCases } from "../cases";
import { ids } from "../lookup-dialogs";

export const cases: NodeCases = {
  dialog: {
    label: "messages at /genesys/messages",
    fields: { path: "/genesys/messages", unsigned: true, integration: "Web shop", raw: true },
  },
  lookups: [
    {
      id: "integration",
      config: { integration: "" },
      choices: [["integration", ["Web shop"], ids("integration", "Web shop")]],
    },
  ],
};
