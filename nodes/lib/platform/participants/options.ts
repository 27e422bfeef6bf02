/** The values of options that some actions have. Public. */

/** The kind of party that is called in. The option `transferTo` of a node. */
export const TRANSFER_TO = ["user", "queue", "address", "contact"] as const;
export type TransferTo = (typeof TRANSFER_TO)[number];

/** Who the agent speaks to during a consultation. The option `speakTo` of a node. */
export const SPEAK_TO = ["destination", "object", "both", "conference"] as const;
export type SpeakTo = (typeof SPEAK_TO)[number];

/** Which number of an external contact is called. The option `phoneType` of a node. */
export const PHONE_TYPES = ["WorkPhone", "CellPhone", "HomePhone", "OtherPhone"] as const;
export type PhoneType = (typeof PHONE_TYPES)[number];
