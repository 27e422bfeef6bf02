import assert from "node:assert/strict";
import { prepareMedia } from "../../../nodes/lib/platform/messages/prepare-media";
import { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { createUpload } from "../../../nodes/lib/platform/client/upload";
import type { Client, Exchange, ExchangeRequest } from "../../../nodes/lib/platform/types";
import { createClock } from "../../support/clock";
import { broken, ok, refused } from "../../support/scripted-client";
import { HOSTS } from "../../support/client";

const open = (answer: (nth: number) => Exchange | Error = () => ok()) => {
  const clock = createClock();
  const sent: ExchangeRequest[] = [];
  const upload = createUpload({
    clock,
    random: () => 0.5,
    hosts: () => Promise.resolve(HOSTS),
    timeoutMs: 30_000,
    maxWaitMs: 180_000,
    deadlineMs: 300_000,
    transport: (request) => {
      const answered = answer(sent.push(request));
      return answered instanceof Error ? Promise.reject(answered) : Promise.resolve(answered);
    },
  });
  return { clock, sent, upload };
};
const url = "https://files.example.com/place";
const bytes = Buffer.from("a file");

describe("a file", () => {
  it("goes where the platform says with its headers, but with nothing of the account, whatever it asks for", async () => {
    const { clock, sent, upload } = open();
    const headers = {
      "x-amz-tagging": "tag",
      Authorization: "Bearer the-token",
      COOKIE: "session",
      "proxy-authorization": "Basic eA==",
    };
    await clock.runUntil(upload({ url, headers, bytes }));
    assert.deepEqual(sent[0]?.headers, {
      "x-amz-tagging": "tag",
      "content-type": "application/octet-stream",
    });
    assert.equal(sent[0]?.body, bytes);
  });

  it("is uploaded again after a network error, four times in all", async () => {
    const { clock, sent, upload } = open(() => broken("unknown"));
    await assert.rejects(clock.runUntil(upload({ url, headers: {}, bytes })), /could not be uploaded/);
    assert.equal(sent.length, 4);
  });
});

describe("a store of files", () => {
  it("that refuses for its rate limit is waited for as long as it asks", async () => {
    const { clock, sent, upload } = open((nth) => (nth < 3 ? refused(429, { "retry-after": "20" }) : ok()));
    await clock.runUntil(upload({ url, headers: {}, bytes }));
    assert.deepEqual([sent.length, clock.now()], [3, 40_000]);
  });

  it("that accepted the file is believed, also where its response cannot be read", async () => {
    const unread = new GenesysError("answer", "damaged", { outcome: "done", status: 200 });
    const { clock, sent, upload } = open(() => unread);
    await clock.runUntil(upload({ url, headers: {}, bytes }));
    assert.equal(sent.length, 1);
  });
});

describe("a message whose file cannot be uploaded", () => {
  for (const [what, failure, outcome] of [
    ["the line fails", broken("unknown"), "notSent"],
    ["the store is unavailable", refused(500), "notSent"],
    ["the store refuses it", refused(403), "refused"],
  ] as const)
    it(`has not been sent, so that a flow may try again: ${what}`, async () => {
      const clock = createClock();
      const client = {
        clock,
        request: () => Promise.resolve({ id: "m", uploadUrl: url }),
        upload: () => Promise.reject(failure),
      } as unknown as Client;
      const media = { kind: "file", bytes, fileName: "a.txt", contentType: undefined } as const;
      const way = { deadlineSeconds: 60, signal: new AbortController().signal };
      const leg = { conversationId: "c", communicationId: "k" };
      await assert.rejects(clock.runUntil(prepareMedia(client, leg, media, way)), (error: GenesysError) => {
        assert.deepEqual([error.cause.outcome, error.cause.stage], [outcome, "upload"]);
        return true;
      });
    });
});
