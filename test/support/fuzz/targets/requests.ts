import { parseObject, refuseOtherTypes } from "../../../../nodes/lib/node/http-in/json";
import { Refusal } from "../../../../nodes/lib/node/http-in/refusal";
import { isAuthorized } from "../../../../nodes/lib/platform/data-actions/authorization";
import type { Contract } from "../../../../nodes/lib/platform/data-actions/contract";
import { callKey } from "../../../../nodes/lib/platform/data-actions/ledger";
import { idsAmong, readInputs } from "../../../../nodes/lib/platform/data-actions/request";
import { GenesysError } from "../../../../nodes/lib/platform/errors/errors";
import { claimKey } from "../../../../nodes/lib/platform/open-messaging/ledger";
import { readOpenMessage } from "../../../../nodes/lib/platform/open-messaging/message";
import { messageOfOpen } from "../../../../nodes/lib/platform/open-messaging/output";
import {
  isSigned,
  SIGNATURE_HEADER,
  signatureOf,
} from "../../../../nodes/lib/platform/open-messaging/signature";
import { eventBody, receiptBody, SECRET, signed, structuredBody, webhookBody } from "../../open-messages";
import { exchangeOf, headersOf, isRecord, refusing, type Target } from "../target";

const content = [
  "Attachment",
  "QuickReply",
  "Card",
  "Carousel",
  "ListPicker",
  "DatePicker",
  "Notification",
  "Reactions",
].map((type) => ({
  contentType: type,
  [type.charAt(0).toLowerCase() + type.slice(1)]: { url: "https://files.example/a", cards: [{ title: "t" }] },
}));
const bodies = [
  webhookBody(),
  structuredBody(content),
  eventBody("Typing", { type: "On" }),
  receiptBody("Delivered"),
  receiptBody("Failed", { reasons: [{ code: "x", message: "y" }] }),
];

const CONTRACT: Contract = [
  { name: "conversationId", type: "string", required: true },
  { name: "amount", type: "number", required: false },
  { name: "count", type: "integer", required: false },
  { name: "isVip", type: "boolean", required: false },
  { name: "tags", type: "string[]", required: false },
  { name: "sums", type: "number[]", required: false },
];
const AUTHORIZATIONS = [
  { auth: "header", name: "X-API-Key", value: "value-of-the-spec" },
  { auth: "basic", user: "user", password: "password" },
  { auth: "local" },
] as const;

const inputs = { conversationId: "c", amount: 1.5, count: 2, isVip: true, tags: ["a"], sums: [1, 2] };
const request = {
  method: "POST",
  address: "127.0.0.1",
  headers: {
    "content-type": "application/json; charset=utf-8",
    "x-api-key": "value-of-the-spec",
    host: "localhost:1880",
  },
  query: { conversationId: "c", amount: "1e3", isVip: "true" },
  body: JSON.stringify(inputs),
};
const basic = `Basic ${Buffer.from("user:password").toString("base64")}`;

export const requestTargets: Target[] = [
  {
    name: "webhook",
    weight: 20,
    rooms: /nodes\/lib\/(platform\/open-messaging|node\/http-in)\//,
    seeds: bodies.map((body) => {
      const { raw, headers } = signed(body);
      return JSON.stringify({ headers, body: raw.toString("utf8") });
    }),
    open: () => (input) => {
      const { headers, bytes } = exchangeOf(input);
      const given = headersOf(headers);
      const signature = given[SIGNATURE_HEADER];
      const isRight = signature === signatureOf(SECRET, bytes);
      if (isSigned(SECRET, bytes, signature) !== isRight)
        throw new Error("a wrong signature was taken for right");
      refusing([Refusal], () => {
        refuseOtherTypes({ "content-type": "application/json", ...given });
        const body = parseObject(bytes);
        const message = readOpenMessage(body);
        messageOfOpen(message, body);
        claimKey("endpoint", message, bytes);
      });
    },
  },
  {
    name: "data-action",
    weight: 20,
    rooms: /nodes\/lib\/(platform\/data-actions|node\/http-in)\//,
    seeds: [
      JSON.stringify(request),
      JSON.stringify({ ...request, method: "GET", body: "" }),
      JSON.stringify({ ...request, headers: { authorization: basic, "content-type": "application/json" } }),
    ],
    open: () => (input) => {
      const { headers, query, method, address, bytes } = exchangeOf(input);
      const given = headersOf(headers);
      for (const expected of AUTHORIZATIONS)
        isAuthorized(expected, given, typeof address === "string" ? address : undefined);
      refusing([Refusal, GenesysError], () => {
        const isGet = method === "GET";
        if (!isGet) refuseOtherTypes(given);
        const read = readInputs(CONTRACT, {
          method: isGet ? "GET" : "POST",
          query: isRecord(query) ? query : {},
          body: isGet ? undefined : parseObject(bytes),
        });
        idsAmong(read);
        callKey(read);
      });
    },
  },
];
