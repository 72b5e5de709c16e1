// Loads the page's module. A classic script, so that it also runs from file:// to say what to do.
"use strict";
