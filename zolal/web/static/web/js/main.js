// One behaviour a file; a file finds its own elements and listens on the document, so that swapped-in parts work too.
import "./requests.js";
import "./toast.js";
import "./jobs.js";
import "./dialog.js";
import "./menu.js";
import "./shortcuts.js";
import "./command.js";
import "./rows.js";
import "./selection.js";
import "./rail.js";
import "./rooms.js";
import "./drag.js";
import "./date.js";
import "./chart.js";
import "./entry.js";
import "./when.js";
import "./search.js";
