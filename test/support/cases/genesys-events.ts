import type { NodeCases } from "../cases";
import { ids } from "../lookup-dialogs";

export const cases: NodeCases = {
  dialog: {
    label: "events of Support, Sales",
    fields: { scope: "queue", ids: "Support, Sales", mediaType: "call", raw: true },
  },
  lookups: [
    {
      id: "queues",
      config: { scope: "queue", ids: "" },
      choices: [["ids", ["Support", "Sales"], ids("queue", "Support", "Sales")]],
    },
    {
      id: "users",
      config: { scope: "user", ids: "" },
      choices: [["ids", ["Ada Agent"], ids("user", "Ada Agent")]],
    },
  ],
};
