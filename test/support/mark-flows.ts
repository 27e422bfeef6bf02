/** Flows with what the editor marks before they are deployed, and what it does not. */

export const TEXT = "Dear {{payload.name}}";
export const TAG = /template tag such as \{\{payload\.name\}\}/;
const at = (id: string, type: string, y: number, more: object): Record<string, unknown> => ({
  ...{ id, type, z: "tab", account: "simulated", x: 260, y, wires: [[]] },
  ...more,
});
const REAL = { type: "genesys-account", region: "mypurecloud.ie" };
const ACCOUNTS = {
  simulated: { type: "genesys-account", region: "simulator" },
  imported: { ...REAL, name: "Imported" },
  half: { ...REAL, name: "Half" },
  whole: { ...REAL, name: "Whole" },
  "by-env": { ...REAL, name: "By environment" },
  "env-region": { ...REAL, region: "${SPEC_REGION}" },
  // Ids of its own: an editor keeps what it knows of an account until it deploys by itself.
  "with-token": { ...REAL, grant: "access-token" },
  "no-token": { ...REAL, grant: "access-token" },
  user: { ...REAL, grant: "authorization-code" },
};
/** What the accounts below read of the environment of Node-RED. */
export const ENVIRONMENT = { SPEC_ID: "a-client", SPEC_SECRET: "a-secret", SPEC_REGION: "simulator" };
export const CREDENTIALS = {
  half: { clientId: "a-client" },
  whole: { clientId: "a-client", clientSecret: "a-secret" },
  "by-env": { clientId: "${SPEC_ID}", clientSecret: "${SPEC_SECRET}" },
  "with-token": { accessToken: "a-token" },
  user: { clientId: "a-client" },
};

export const FLOWS = [
  { id: "tab", type: "tab", label: "spec" },
  ...Object.entries(ACCOUNTS).map(([id, account]) => ({ id, ...account })),
  ...Object.keys(ACCOUNTS).map((account, nth) =>
    at(`of-${account}`, "genesys-get-conversation", 40 + nth * 40, { account, x: 700 }),
  ),
  at("text", "genesys-reply-message", 40, { text: TEXT, textType: "str" }),
  at("typing", "genesys-reply-message", 80, { text: TEXT, textType: "str", content: "typing" }),
  at("from-msg", "genesys-reply-message", 120, { text: "text", textType: "msg" }),
  at("json", "genesys-update-participant", 160, {
    ...{ action: "setAttributes", attributes: `{"a":["${TEXT}"]}`, attributesType: "json" },
  }),
  at("jsonata", "genesys-send-message", 200, { text: '"Use {{name}}"', textType: "jsonata" }),
  at("fields", "genesys-api", 240, {
    ...{ operation: "postConversationsMessagesAgentless", body: [], name: "api" },
    body: [
      { name: "fromAddress", value: "+15555550199", type: "str" },
      { name: "toAddress", value: "+15555550123", type: "str" },
      { name: "toAddressMessengerType", value: "sms", type: "str" },
      { name: "textBody", value: TEXT, type: "str" },
    ],
  }),
  at("postflow", "genesys-set-postflow", 280, {}),
];
