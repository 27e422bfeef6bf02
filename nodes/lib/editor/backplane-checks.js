// The checks of the properties of a backplane. The same rules as in the runtime (lib/backplane).
(function () {
  var isEnv = window.genesysCloud.isEnv;
  var verdict = window.genesysCloud.verdict;
  var WORDS = "@genesys-flows/node-red-genesys-cloud/genesys-backplane:";

  var URL_OF_REDIS = /^rediss?:\/\/(\[[0-9a-f:.]+\]|[^\s/?#@:,[\]]+)(:\d{1,5})?(\/\d{0,4})?$/i;

  // A password in the URL is refused: a flow is exported with it.
  /** @type {GenesysCloud["redisUrl"]} */
  function redisUrl(value, options) {
    var url = String(value || "").trim();
    if (isEnv(url)) return true;
    var hasSecret = /^rediss?:\/\/[^/?#]*@/i.test(url);
    if (hasSecret) return verdict(false, RED._(WORDS + "invalid.secret"), options);
    return verdict(URL_OF_REDIS.test(url), RED._(WORDS + "invalid.url"), options);
  }

  // A part of the names of keys. Blank means the one in the placeholder.
  /** @type {GenesysCloud["keyName"]} */
  function keyName(value, options) {
    var isGood = !value || isEnv(value) || /^[\w.:-]{1,64}$/.test(String(value));
    return verdict(isGood, RED._(WORDS + "invalid.name"), options);
  }

  Object.assign(window.genesysCloud, { redisUrl: redisUrl, keyName: keyName });
})();
