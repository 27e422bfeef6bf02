import { idOf } from "../../../nodes/lib/simulator/store/ids";
import type { NodeCases } from "../cases";
import { blankTexts, ids } from "../lookup-dialogs";
import { PERSONAL } from "../secretive";
import { fromMessage } from "../seed";

const { attribute } = PERSONAL;
const SUPPORT = idOf("queue Support");
const INTERVAL = "2026-03-02T08:00:00.000Z/2026-03-02T09:00:00.000Z";

export const cases: NodeCases = {
  dialog: {
    label: "queues now: Support, Sales",
    fields: { what: "now", queueIds: "Support, Sales", mediaType: "call", metrics: "oMemberUsers" },
  },
  byDefault: { msg: { queueIds: "Support" }, request: "postAnalyticsQueuesObservationsQuery" },
  damaged: [
    {
      name: "reading how a queue is",
      config: fromMessage("queueIds"),
      match: { method: "POST", path: /observations\/query/ },
      msg: () => ({ queueIds: [SUPPORT] }),
      repeatable: true,
    },
  ],
  secretive: [
    {
      config: fromMessage("queueIds"),
      method: "POST",
      msg: () => ({ queueIds: [SUPPORT] }),
      wrong: { queueIds: { attribute } },
    },
  ],
  previewed: [
    { does: "reads how a queue is now", settings: { what: "now" }, inputs: { queueIds: SUPPORT } },
    {
      does: "reads what went on in an interval",
      settings: { what: "interval", mediaType: "call", metrics: "tAcw" },
      inputs: { queueIds: SUPPORT, interval: INTERVAL },
    },
  ],
  lookups: [
    {
      id: "statsQueues",
      config: blankTexts("queueIds"),
      choices: [["queueIds", ["Billing", "VIP"], ids("queue", "Billing", "VIP")]],
    },
  ],
};
