// What the server sends of one account: everything at first, then what has changed. Node-RED's comms only say that something
// has changed: all who may see the state of nodes receive those, and not all of them may read the flows.
(function () {
  // A request renews what the server gathers; it ends a minute after the last one.
  var RENEW_MS = 20000;
  var MOST_MESSAGES = 500;

  function take(state, look) {
    if (look.whole) {
      state.conversations.clear();
      state.messages.clear();
    }
    state.look = look;
    (look.gone || []).forEach(function (id) {
      state.conversations.delete(id);
    });
    look.conversations.forEach(function (one) {
      state.conversations.set(one.id, one);
    });
    look.messages.forEach(function (one) {
      state.messages.set(one.id, one);
    });
    Array.from(state.messages.keys())
      .slice(0, -MOST_MESSAGES)
      .forEach(function (id) {
        state.messages.delete(id);
      });
  }

  function reasonOf(failure) {
    var word = window.genesysCloudSidebar.word;
    if (failure.status === 401 || failure.status === 403) return word("trouble.permission");
    if (failure.status === 404) return word("trouble.off");
    return word("trouble.connection");
  }

  /** @type {GenesysCloudSidebar["feedOf"]} */
  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    feedOf: function (accountId, onChange) {
      var url = "genesys-cloud/sidebar/" + encodeURIComponent(accountId);
      var topic = "genesys-cloud/" + accountId;
      /** @type {SidebarState} */
      var state = { conversations: new Map(), messages: new Map() };
      var isPersonal = false;
      var isLoading = false;
      var isWanted = false;
      var isOver = false;
      var isPaused = false;
      var loadedAt = 0;
      var refusal; // why personal data are not shown

      function load() {
        if (isOver || isPaused) return;
        if (isLoading) {
          isWanted = true;
          return;
        }
        isLoading = true;
        var asked = isPersonal;
        $.getJSON(url + (asked ? "/personal" : ""), { since: (state.look && state.look.revision) || "" })
          .then(
            function (look) {
              if (isOver || asked !== isPersonal) return;
              state.trouble = look.ok === false ? look.reason : refusal;
              loadedAt = Date.now();
              if (look.ok !== false) take(state, look);
            },
            function (failure) {
              if (asked && (failure.status === 401 || failure.status === 403)) {
                refusal = reasonOf(failure);
                showPersonal(false);
              } else if (asked === isPersonal) state.look = undefined;
              state.trouble = reasonOf(failure);
            },
          )
          .always(function () {
            isLoading = false;
            if (isOver) return;
            onChange();
            if (isWanted) {
              isWanted = false;
              load();
            }
          });
      }
      function showPersonal(is) {
        isPersonal = is;
        state.look = undefined; // all of it is sent again
        state.conversations.clear();
        state.messages.clear();
        isWanted = isLoading;
      }

      RED.comms.subscribe(topic, load);
      var timer = setInterval(load, RENEW_MS);
      load();
      return {
        ...{ accountId: accountId, state: state, load: load },
        now: function () {
          var look = state.look;
          return look && look.now ? look.now + (Date.now() - loadedAt) : Date.now();
        },
        isPersonal: function () {
          return isPersonal;
        },
        showPersonal: function (is) {
          refusal = undefined;
          showPersonal(is);
          load();
        },
        act: function (action, details) {
          return $.ajax({
            url: url + "/act",
            type: "POST",
            contentType: "application/json",
            data: JSON.stringify({ action: action, details: details || {} }),
          }).then(
            function (done) {
              load();
              return done.ok === false ? $.Deferred().reject(done.reason) : done;
            },
            function (failure) {
              return $.Deferred().reject(reasonOf(failure));
            },
          );
        },
        // It is hidden.
        pause: function () {
          isPaused = true;
        },
        resume: function () {
          isPaused = false;
          load();
        },
        stop: function () {
          isOver = true;
          clearInterval(timer);
          RED.comms.unsubscribe(topic, load);
        },
      };
    },
  });
})();
