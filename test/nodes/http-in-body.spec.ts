import assert from "node:assert/strict";
import fc from "fast-check";
import { parseObject, refuseOtherTypes } from "../../nodes/lib/node/http-in/json";
import { asPath, pathComplaint, routeKey } from "../../nodes/lib/node/http-in/path";
import { Refusal } from "../../nodes/lib/node/http-in/refusal";

const statusOf = (run: () => unknown): number => {
  try {
    run();
    return 200;
  } catch (error) {
    assert.ok(error instanceof Refusal, String(error));
    return error.status;
  }
};

describe("what an endpoint reads of a request", () => {
  it("is JSON in UTF-8 by its content type, or 415", () => {
    const types = {
      "application/json": 200,
      "Application/JSON; charset=UTF-8": 200,
      'application/json;charset="utf-8"': 200,
      "application/vnd.genesys+json": 200,
      "application/json; charset=utf-16": 415,
      "text/json": 415,
      "application/jsonp": 415,
      "application/x-www-form-urlencoded": 415,
      "": 415,
    };
    for (const [type, status] of Object.entries(types))
      assert.equal(
        statusOf(() => refuseOtherTypes({ "content-type": type })),
        status,
        type,
      );
    assert.equal(
      statusOf(() => refuseOtherTypes({})),
      415,
    );
  });

  it("is an object, or 400: no other value, no broken JSON, no broken UTF-8", () => {
    assert.deepEqual(parseObject(Buffer.from('{"a":"ü"}')), { a: "ü" });
    for (const body of ["", "null", "[]", "1", '"a"', "{", "{a:1}"])
      assert.equal(
        statusOf(() => parseObject(Buffer.from(body))),
        400,
        body,
      );
    assert.equal(
      statusOf(() => parseObject(Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]))),
      400,
    );
  });

  it("never fails with anything but a refusal, whatever the bytes", () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string(), (bytes, type) => {
        statusOf(() => parseObject(Buffer.from(bytes)));
        statusOf(() => refuseOtherTypes({ "content-type": type }));
      }),
    ));

  it("quotes nothing of the body in its refusals", () => {
    for (const body of ['{"name":"Casey', '"Casey"'])
      assert.throws(
        () => parseObject(Buffer.from(body)),
        (error) => error instanceof Refusal && !/Casey/.test(error.message),
      );
  });
});

describe("the path of an endpoint", () => {
  it("may be written without its slash, and with one at the end", () => {
    for (const written of ["genesys/in", "/genesys/in", " /genesys/in/ "])
      assert.equal(asPath(written), "/genesys/in");
  });

  it("is literal: no parameter, pattern, query or encoded letter, and it does not climb", () => {
    for (const path of ["/in", "/genesys/open-messages_1.0~x"]) assert.equal(pathComplaint(path), undefined);
    for (const path of ["", "/", "//", "/:id", "/a*", "/a?b", "/a#b", "/a b", "/%41", "/ä", "/a/../b", "/."])
      assert.match(pathComplaint(path) ?? "", /must be a path/, path);
  });

  it("has one key for all spellings that the web server takes for the same", () => {
    const keys = ["/a/b", "/A/B", "/a/b/", "//a//b"].map((path) => routeKey("post", path));
    assert.deepEqual([...new Set(keys)], ["POST /a/b"]);
  });
});
