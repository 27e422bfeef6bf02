/** Parameters and values that are often written although they do not exist. A leaf, and the first that fits counts. */
import type { WrongField } from "./guess-known-fields";

export const wrongParameters: readonly WrongField[] = [
  {
    pattern: /^useNormalizedMessage$/i,
    instead: [],
    hint: "The platform no longer has this parameter. The response always contains normalizedMessage.",
  },
  {
    pattern: /^(authorization|access_?token|token|bearer|client_?(id|secret))$/i,
    instead: [],
    hint: "The account of the node sends its token itself.",
  },
  {
    pattern: /^e?mail$/i,
    instead: [],
    hint: "To find a user by e-mail address, use postUsersSearch.",
  },
  { pattern: /^(leg|session|call|communication)_?(id)?$/i, instead: ["communicationId"], hint: "" },
  { pattern: /^(agent|user|party|participant)_?(id)?$/i, instead: ["participantId"], hint: "" },
  { pattern: /^(limit|size|count|max(_?results)?|per_?page)$/i, instead: ["pageSize"], hint: "" },
  { pattern: /^(page|offset|page_?(no|index)|skip)$/i, instead: ["pageNumber"], hint: "" },
  { pattern: /^(q|query|search|filter)$/i, instead: ["name"], hint: "" },
];

interface WrongValue {
  pattern: RegExp;
  /** Only where this is one of the values, in lower case. */
  among: string;
  /** In lower case. */
  instead: string[];
  hint: string;
}

export const wrongValues: readonly WrongValue[] = [
  {
    pattern: /^(wrapped|wrap_?up|closed|acw)$/i,
    among: "disconnected",
    instead: [],
    hint: "After-call work is not a state of a conversation: see afterCallWork of the agent's communication.",
  },
  {
    pattern: /^(hang_?up|hung_?up|end(ed)?|complete(d)?|finished|removed?|left)$/i,
    among: "disconnected",
    instead: ["disconnected"],
    hint: "",
  },
  {
    pattern: /^(on_?)?(hold|held|muted?|recording|confined)$/i,
    among: "disconnected",
    instead: [],
    hint: "This is not a state. Use the separate field held, muted, recording or confined.",
  },
  { pattern: /^(equals?|eq|is|=+)$/i, among: "exact", instead: ["exact"], hint: "" },
  { pattern: /^(text|phone|mms)$/i, among: "sms", instead: ["sms"], hint: "" },
];
