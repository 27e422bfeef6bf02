import assert from "node:assert/strict";
import { findUserId } from "../../../nodes/lib/platform/api/users";
import type { GenesysError } from "../../../nodes/lib/platform/errors/errors";
import { ok, openScripted } from "../../support/scripted-client";

const ID = "fe00260d-2b3b-44ff-bc25-6008f321c168";

const USERS = [
  { id: "u1", name: "Ada Agent", email: "ada@example.com", state: "active" },
  { id: "u2", name: "Kim Doe", email: "kim.d@example.com", state: "active" },
  { id: "u3", name: "Kim Doe", email: "kim.doe@example.com", state: "active" },
  { id: "u4", name: "Ben Back", email: "ben@example.com", state: "active" },
  { id: "u5", name: "Ben Back", email: "ben.old@example.com", state: "inactive" },
  { id: "u6", name: "Ada Agentson", email: "ada.agentson@example.com", state: "active" },
];

const find = async (named: string, users = USERS) => {
  const { client, clock, sent } = openScripted(() => ok({ results: users }));
  const finding = findUserId(client, named, {}, "destination").catch((error: unknown) => error);
  await clock.advance(1_000);
  return { found: await finding, sent };
};

describe("a user", () => {
  it("is meant by an id without a request", async () => {
    const { found, sent } = await find(ID);
    assert.deepEqual([found, sent.length], [ID, 0]);
  });

  for (const [named, id] of [
    ["ADA@example.com", "u1"],
    ["ada agent", "u1"],
    [" Ada Agent ", "u1"],
    ["Ben Back", "u4"], // the other one has left
  ] as const)
    it(`is found by "${named}", by one search`, async () => {
      const { found, sent } = await find(named);
      assert.deepEqual([found, sent.length], [id, 1]);
    });

  it("is ambiguous by a name that several have, with their e-mail addresses", async () => {
    const { code, message, cause } = (await find("Kim Doe")).found as GenesysError;
    assert.deepEqual([code, cause.outcome, cause.field], ["ambiguous", "notSent", "destination"]);
    assert.deepEqual(cause["emails"], ["kim.d@example.com", "kim.doe@example.com"]);
    assert.match(message, /2 users have this name\..*kim\.d@example\.com, kim\.doe@example\.com/);
  });

  it("is ambiguous in a short sentence where many have the name, with all addresses in the cause", async () => {
    const namesakes = (count: number) =>
      Array.from({ length: count }, (_, nth) => ({
        ...USERS[1]!,
        id: `k${nth}`,
        email: `kim${nth}@example.com`,
      }));
    const seven = (await find("Kim Doe", namesakes(7))).found as GenesysError;
    assert.match(
      seven.message,
      /^7 users have this name\..*kim0@\S+, .*kim4@example\.com or one of 2 others\.$/,
    );
    assert.equal((seven.cause["emails"] as string[]).length, 7);
    const page = (await find("Kim Doe", namesakes(100))).found as GenesysError;
    assert.match(page.message, /^At least 100 users have this name\./, "one page is read");
    assert.ok(page.message.length < 300);
  });

  for (const named of ["Ada", "u1", "12345"])
    it(`is not "${named}", which is neither an id, an address nor a name`, async () => {
      const { code, cause } = (await find(named)).found as GenesysError;
      assert.deepEqual([code, cause.outcome, cause.field], ["input", "notSent", "destination"]);
    });
});
