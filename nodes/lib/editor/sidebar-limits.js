// The rate limit as a gauge, the token's life, the channel and what it refuses. Nothing of it costs a request.
(function () {
  var word = window.genesysCloudSidebar.word;
  var wordOr = window.genesysCloudSidebar.wordOr;
  var el = window.genesysCloudSidebar.el;
  var lasting = window.genesysCloudSidebar.lasting;

  function row(name, value) {
    return [el("dt", {}, word("limit." + name)), el("dd", { "data-limit": name }, value)];
  }

  // The window of the platform, as the last response has reported it.
  function gauge(limit, here) {
    var reported = limit && limit.reported;
    var isPast = !reported || here > reported.at + reported.resetSeconds * 1000;
    if (!reported) return el("p", {}, word("limit.unknown"));
    var used = isPast ? 0 : reported.used;
    var text = word("limit.used", { used: used, allowed: reported.allowed });
    return el("div", {}, [
      el("meter", {
        ...{ min: 0, max: reported.allowed, value: used, high: reported.allowed * 0.8, optimum: 0 },
        ...{ class: "genesys-cloud-gauge", "aria-label": word("limit.rate") },
      }),
      el("span", {}, text),
    ]);
  }

  function tokenOf(token, here) {
    if (!token) return word("limit.noToken");
    return token.endsAt ? lasting(token.endsAt - here) : word("limit.endless");
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    limits: function (feed) {
      var look = feed.state.look;
      if (!look) return el("p", { class: "genesys-cloud-none" }, word("list.loading"));
      var limit = look.limit;
      var channel = look.channel || { kind: "closed", refused: [] };
      var reported = limit && limit.reported;
      var reset = reported ? reported.at + reported.resetSeconds * 1000 - look.here : 0;
      var refused = channel.refused.map(function (one) {
        return el(
          "li",
          { class: "genesys-cloud-failed" },
          [one.topic].concat(one.missingPermissions).join(" · "),
        );
      });
      return el("div", { class: "genesys-cloud-limits" }, [
        el("h4", {}, word("limit.rate")),
        gauge(limit, look.here),
        el(
          "dl",
          {},
          row("reset", reset > 0 ? lasting(reset) : "–")
            .concat(row("waiting", String(limit ? limit.waiting : 0)))
            .concat(row("inFlight", String(limit ? limit.inFlight : 0)))
            .concat(row("token", tokenOf(look.token, look.here)))
            .concat(row("channel", wordOr("channel." + channel.kind, channel.kind))),
        ),
        el("h4", {}, word("limit.refused")),
        refused.length > 0 ? el("ul", {}, refused) : el("p", {}, word("limit.noneRefused")),
      ]);
    },
  });
})();
