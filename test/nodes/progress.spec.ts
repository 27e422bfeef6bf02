import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { progressText } from "../../nodes/lib/node/progress";
import { createStatus } from "../../nodes/lib/node/status";
import { createClock } from "../support/clock";

const LANGUAGES = ["en-US", "de", "es", "ja"];
type Words = Record<string, Record<string, string>>;

/** As Node-RED translates on the server. */
const translating = (language: string) => {
  const file = join(__dirname, `../../nodes/locales/${language}/genesys-account.json`);
  const words = JSON.parse(readFileSync(file, "utf8")) as Words;
  return (key: string, values: Record<string, string> = {}): string => {
    const [chapter = "", name = ""] = key.split(":").at(-1)?.split(".") ?? [];
    return (words[chapter]?.[name] ?? "").replace(/__(\w+)__/g, (_, value: string) => values[value] ?? "?");
  };
};

describe("the progress of a long call", () => {
  it("is a short text", () => {
    const text = (progress: Parameters<typeof progressText>[0]) =>
      progressText(progress, translating("en-US"));
    assert.equal(text({ of: "page", page: 3, read: 300, total: 1240 }), "page 3, 300 of 1240");
    assert.equal(text({ of: "page", page: 3, read: 300 }), "page 3, 300 read");
    assert.equal(text({ of: "job", state: "RUNNING" }), "job: RUNNING");
    assert.equal(text({ of: "job", state: "RUNNING", percent: 40 }), "job: 40 %");
    assert.equal(text({ of: "download", read: 1_500_000, total: 30_000_000 }), "1.5 of 30 MB");
    assert.equal(text({ of: "download", read: 12_400_000 }), "12 MB");
  });

  for (const language of LANGUAGES)
    it(`has all its values in ${language}`, () => {
      const text = progressText({ of: "page", page: 3, read: 300, total: 1240 }, translating(language));
      for (const value of ["3", "300", "1240"]) assert.ok(text.includes(value), text);
      assert.equal(/__|\?/.test(text), false);
    });

  it("is shown twice a second at most, until the call ends", async () => {
    const clock = createClock();
    const shown: string[] = [];
    const node = { status: (given: unknown) => void shown.push((given as { text?: string }).text ?? "") };
    const status = createStatus(node, clock, translating("en-US"));
    const end = status.begin();
    for (let page = 1; page <= 100; page += 1) {
      status.progress({ of: "page", page, read: page });
      await clock.advance(20);
    }
    assert.ok(shown.length <= 6, shown.join());
    assert.match(shown.at(-1) ?? "", /^page \d+/);
    end();
    await clock.advance(1_000);
    assert.equal(shown.at(-1), "");
  });
});
