// The tour of the first start, in Node-RED's own manner: five steps, shown once to each user.
(function () {
  var word = window.genesysCloudSidebar.word;

  var SIDEBAR = ".genesys-cloud-sidebar";
  // Where Node-RED notes which tours a user has seen: on the server, so that it counts in every browser of this user.
  var SEEN = "editor.tours.genesysCloud";
  // A user who may not write settings has only the browser.
  var SEEN_HERE = "genesys-cloud-tour";
  var LOOK_AGAIN_MS = 1000;
  // Node-RED's own tour and dialogs begin within this time.
  var OTHERS_FIRST_MS = 2000;
  var OTHERS =
    ".red-ui-tourGuide-shade, .red-ui-dialog, .ui-dialog:visible, .red-ui-tray, #red-ui-loading-progress:visible";

  function isAllowed() {
    return (
      RED.settings.theme("tours") !== false &&
      RED.settings.get("editor.view.view-show-welcome-tours", true) !== false
    );
  }

  function isSeen() {
    return RED.settings.get(SEEN, false) === true || RED.settings.getLocal(SEEN_HERE) !== null;
  }

  function noteSeen() {
    if (RED.user.hasPermission("settings.write")) RED.settings.set(SEEN, true);
    else RED.settings.setLocal(SEEN_HERE, "seen");
  }

  function hasAccount() {
    var found = false;
    RED.nodes.eachConfig(function (node) {
      found = found || node.type === "genesys-account";
    });
    return found;
  }

  // A node on the open tab that receives events, or the canvas.
  function eventsNode() {
    var nodes = RED.nodes.filterNodes({ type: "genesys-events", z: RED.workspaces.active() });
    var drawn = nodes.length > 0 && document.getElementById(nodes[0].id);
    return drawn ? $(drawn) : $("#red-ui-workspace-chart");
  }

  function sidebar() {
    return $(SIDEBAR);
  }

  function show(view) {
    RED.sidebar.show("genesys-cloud");
    $("#genesys-cloud-tab-" + view + ":visible").trigger("click");
  }

  // The text appears where there is room for it.
  function directionOf(element) {
    var place = element[0].getBoundingClientRect();
    return place.left + place.width / 2 > window.innerWidth / 2 ? "left" : "right";
  }

  function step(name, view, find) {
    var made = {
      title: word("tour." + name + ".title"),
      description: word("tour." + name + ".text"),
      element: find,
      direction: "left",
      // Without it, Node-RED measures the text where the step before has put it, and that may be outside of the window.
      width: 300,
      prepare: function () {
        show(view);
        made.direction = directionOf(find());
      },
    };
    return made;
  }

  function run() {
    // Node-RED takes a tour from a module.
    var source = "export default window.genesysCloudSidebar.tour();";
    var url = URL.createObjectURL(new Blob([source], { type: "text/javascript" }));
    RED.tourGuide.run(url, function (failure) {
      URL.revokeObjectURL(url);
      if (failure) console.warn(failure);
      noteSeen();
      show("conversations");
    });
  }

  window.genesysCloudSidebar = Object.assign(window.genesysCloudSidebar || {}, {
    tour: function () {
      return {
        steps: [
          step("window", "conversations", sidebar),
          step("org", "org", sidebar),
          step("flow", "org", eventsNode),
          step("timeline", "conversations", sidebar),
          step("next", "issues", sidebar),
        ],
      };
    },
    runTour: run,
    mayShowTours: function () {
      return RED.settings.theme("tours") !== false;
    },
    // Shows the tour when the editor has loaded its flows, unless it was seen or there is no account yet.
    offerTour: function () {
      var timer;
      function look() {
        if (!isAllowed() || isSeen() || !hasAccount()) return;
        if ($(OTHERS).length > 0) timer = setTimeout(look, LOOK_AGAIN_MS);
        else run();
      }
      function onLoaded() {
        RED.events.off("flows:loaded", onLoaded);
        timer = setTimeout(look, OTHERS_FIRST_MS);
      }
      RED.events.on("flows:loaded", onLoaded);
      return function () {
        clearTimeout(timer);
        RED.events.off("flows:loaded", onLoaded);
      };
    },
  });
})();
