import type { Finding } from "./types";

/** What a check says, with `__name__` for what is put in. The catalogue of the sidebar has the same sentences in each language. */
export const SENTENCES = {
  noReference: "This node has no __property__. Enter the id of a node of the type __type__.",
  lostReference: "There is no node with the id of this __property__ in the file.",
  otherReference: "The __property__ is a node of another type. It has to be a __type__.",
  disabledReference: "The __property__ is disabled.",
  needsUser:
    "__operation__ needs a signed-in user, and the account has client credentials. Choose another account.",
  behind: {
    ended:
      "Behind __events__ of __source__, all participants have left, and this node needs one who is connected.",
    endedIds:
      'Behind __events__ of __source__, the ids in the message are those of a leg that has ended. Use the target "customer" or "agent".',
    agentIds:
      'Behind __events__ of __source__, the ids in the message are those of the agent, and a post-flow action is set for the customer. Use the target "customer".',
    agentLeft:
      "Behind __events__ of __source__, the agent of the event has left. This node acts on another agent, if there is one.",
    customerLeft:
      "Behind __events__ of __source__, the customer may have left already, and this node needs a customer who is connected.",
    customerWrapUp:
      "Behind __events__ of __source__, this node wraps up the customer. After-call work is that of an agent.",
    otherAgent:
      'Behind __events__ of __source__, this node takes another agent than that of the event, where there are several. Use "named".',
    thirdParty:
      "Behind __events__ of __source__, the third party counts as a customer, and is the newest one.",
    ofAgent:
      "Behind __events__ of __source__, the event is about an agent, and this node acts on the newest or oldest customer of the conversation.",
  },
  unreadable: "This node cannot be checked: a property of it is not readable.",
  repeatedId: "Several nodes have the id __id__. Node-RED uses one of them.",
  unsetVariable: "The environment variable __name__ is not set.",
  inputType: "An input is read as __types__.",
  notFields: 'The input "__property__" is not a list of fields.',
  notNumber: 'The input "__property__" is not a number.',
  notJson: 'The input "__property__" is not valid JSON.',
  unknownTopic: "Topic __at__ of the list does not exist on the platform.",
  impossibleWait: 'None of the events in "for" can be an event of the __who__.',
  deprecated: "The operation __operation__ is deprecated.",
  notChosen: 'The option "__property__" is not chosen. Choose it in the node\'s dialog.',
  credential:
    "This is a credential. It does not belong in a flow file, and it is not read from there. Enter it in the dialog.",
  unknownProperty: "A node of the type __type__ has no such property.",
  lostWire: "Output __output__ has a wire to a node that does not exist: __ids__.",
  laterOutput: "A wire leaves from an output that the node does not have. Its outputs: __count__.",
  lostLink: "A link leads to a node that does not exist.",
  account: {
    noCredentials: "The account has no credentials. Open it, enter them and deploy.",
    config: "The settings of the account cannot be used. Open it and look at what is marked.",
    signInAgain: "No user is signed in. Open the account and sign in.",
    signInNotSaved: "The sign-in cannot be saved, and is lost at the next restart. See the log of Node-RED.",
    noBackplane: "There are several instances of this account, and nothing joins them. Choose a backplane.",
    backplaneAway: "The backplane does not respond. Check Redis.",
    refused: "The platform refuses the notifications of __topic__.",
    refusedMissing:
      "The platform refuses the notifications of __topic__. Add the permission __permissions__ to a role of the OAuth client or the user.",
  },
} as const;

type Sentences = typeof SENTENCES;
/** The key of a sentence, also of one in a group, as in `behind.ended`. */
export type Sentence = {
  [Key in keyof Sentences]: Sentences[Key] extends string ? Key : `${Key}.${string & keyof Sentences[Key]}`;
}[keyof Sentences];

type Texts = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

const textOf = (sentence: Sentence): string => {
  const [name = "", within = ""] = sentence.split(".");
  const text = (SENTENCES as Texts)[name];
  return (typeof text === "string" ? text : text?.[within]) ?? sentence;
};

/** The message of a finding in English, with `hint` behind it, and what the editor needs for it in another language. */
export const worded = (
  sentence: Sentence,
  values: Readonly<Record<string, string | number>> = {},
  hint = "",
): Pick<Finding, "message" | "says"> => ({
  message: textOf(sentence).replace(/__(\w+)__/g, (_, name: string) => String(values[name] ?? "")) + hint,
  says: { sentence, values },
});
