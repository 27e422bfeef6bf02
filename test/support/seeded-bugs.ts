import { fail } from "node:assert/strict";
import type { FlowNode } from "./example-files";

/** A mistake that the author of a flow may make, and the case of the example's test that finds it. */
export interface SeededBug {
  what: string;
  /** The number of the example. */
  example: string;
  /** The name of the case. */
  found: string;
  seed(node: (id: string) => FlowNode): void;
}

const replaced = (node: FlowNode, property: string, from: string, to: string): void => {
  const before = String(node[property]);
  if (!before.includes(from)) fail(`${node.id} has no ${from}`);
  node[property] = before.replace(from, to);
};
const wired = (node: FlowNode, wires: string[][]): void => void (node["wires"] = wires);
const wiresOf = (node: FlowNode): string[][] => node["wires"] as string[][];

export const SEEDED_BUGS: readonly SeededBug[] = [
  {
    what: "wrong target: the post-flow action of the agent",
    example: "22",
    found: "sets it for the customer, not for the agent who answers",
    seed: (node) => void (node("a000000000002204")["target"] = "agent"),
  },
  {
    what: "wrong destination",
    example: "22",
    found: "sets the survey where an agent answers in time",
    seed: (node) => replaced(node("a000000000002204"), "destination", "f8460397", "f8460398"),
  },
  {
    what: "the two outputs of a wait are exchanged",
    example: "22",
    found: "sets no survey where no agent answers for 20 seconds",
    seed: (node) => wired(node("a000000000002203"), [...wiresOf(node("a000000000002203"))].reverse()),
  },
  {
    what: "a wait that is too long",
    example: "22",
    found: "sets no survey where no agent answers for 20 seconds",
    seed: (node) => void (node("a000000000002203")["deadlineSeconds"] = "200"),
  },
  {
    what: "a repeated act: a node is wired twice",
    example: "35",
    found: "sends one text and makes one callback, due in 15 minutes",
    seed: (node) =>
      wired(node("a000000000003506"), [["a000000000003507", "a00000000000350b", "a00000000000350b"]]),
  },
  {
    what: "wrong time: 15 hours for 15 minutes",
    example: "35",
    found: "sends one text and makes one callback, due in 15 minutes",
    seed: (node) => {
      const rule = (node("a000000000003506")["rules"] as FlowNode[]).at(-1) ?? fail();
      replaced(rule, "to", "60000", "3600000");
    },
  },
  {
    what: "one act depends on the other, which may fail",
    example: "35",
    found: "makes the callback also where the text cannot be sent",
    seed: (node) => {
      wired(node("a000000000003506"), [["a000000000003507"]]);
      wired(node("a000000000003507"), [["a000000000003508", "a00000000000350b"]]);
    },
  },
  {
    what: "no error path: the Catch node leaves one out",
    example: "36",
    found: "tries again where the resume fails",
    seed: (node) => void (node("a000000000003631")["scope"] = ["a000000000003621", "a000000000003622"]),
  },
  {
    what: "wrong action: the recording is paused twice",
    example: "36",
    found: "pauses the recording for the payment, and resumes it",
    seed: (node) => void (node("a000000000003624")["action"] = "securePause"),
  },
  {
    what: "wrong unit: 5 minutes for 5 seconds",
    example: "36",
    found: "resumes it after 5 seconds where no response comes",
    seed: (node) => void (node("a000000000003623")["timeoutUnits"] = "minutes"),
  },
  {
    what: "a race: a second click is not refused",
    example: "37",
    found: "refuses a second click while the first call is being placed",
    seed: (node) => replaced(node("a000000000003711"), "func", "if (isPlacing)", "if (false)"),
  },
  {
    what: "a lock that is never released",
    example: "37",
    found: "refuses a second click while the first call is being placed",
    seed: (node) => replaced(node("a000000000003713"), "func", 'flow.set("placing", placing);', ""),
  },
  {
    what: "no error path: the caller never gets a response",
    example: "37",
    found: "answers with the mistake for a number that is none, and calls nothing",
    seed: (node) => wired(node("a000000000003712"), [["a000000000003713"], []]),
  },
  {
    what: "a number is called again where it is unknown whether it was called",
    example: "38",
    found: "says unknown where the response is lost, and calls this number no more",
    seed: (node) => replaced(node("a000000000003805"), "func", "if (called[msg.key])", "if (false)"),
  },
  {
    what: "a dry run that is none",
    example: "39",
    found: "disconnects none in a dry run, and then the one that waits too long",
    seed: (node) => replaced(node("a000000000003925"), "func", "isLong && !msg.isDryRun", "isLong"),
  },
  {
    what: "the two addresses are not exchanged",
    example: "43",
    found: "answers a question once, from the number that the customer wrote to",
    seed: (node) =>
      void Object.assign(node("a000000000004304"), { toAddress: "toAddress", fromAddress: "fromAddress" }),
  },
  {
    what: "the conversation is closed, and its after-call work stays open",
    example: "46",
    found: "nudges once, then closes and wraps up",
    seed: (node) => wired(node("a000000000004614"), [[]]),
  },
  {
    what: "a customer who answers is treated as silent",
    example: "46",
    found: "leaves a customer alone who answers the nudge",
    seed: (node) => void (node("a000000000004612")["for"] = ["agentLeft"]),
  },
  {
    what: "wrong moment: the agent has no time to choose a code",
    example: "62",
    found: "keeps the code that the agent has chosen",
    seed: (node) => void (node("a00000000006202")["when"] = "now"),
  },
  {
    what: "wrong code: the queue does not have it",
    example: "62",
    found: "wraps up for an agent who forgets, and leaves a note in the CRM",
    seed: (node) => void Object.assign(node("a00000000006202"), { code: "Sale", codeType: "str" }),
  },
  {
    what: "a repeated act: each check calls again",
    example: "65",
    found: "calls once when the level breaks",
    seed: (node) => replaced(node("a000000000006505"), "func", "isBroken && !wasBroken", "isBroken"),
  },
  {
    what: "wrong path of the webhook",
    example: "70",
    found: "brings a customer to an agent and the agent's answer back, once each",
    seed: (node) => void (node("a000000000007031")["path"] = "/genesys/chat"),
  },
];
