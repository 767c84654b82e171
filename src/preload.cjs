'use strict'

// Loaded before anything else, by whatever Node.js there is; so it is written in the JavaScript that all of them know.

var path = require('path')
var nodeModule = require('module')
var wanted = require('../package.json').engines.node

var refusal = refusalOf(process.versions.node)
if (refusal) {
  process.stderr.write(refusal + '\n')
  process.exit(1)
}

// From the second start on, the portal's own modules need not be compiled again.
nodeModule.enableCompileCache(path.join(__dirname, '../node_modules/.cache/compile'))

/** @returns {string | undefined} why the portal does not run on a version of Node.js, such as 20.11.0 */
function refusalOf(version) {
  var least = parseInt(/\d+/.exec(wanted)[0], 10)
  if (parseInt(version, 10) >= least) return undefined
  return (
    'Partner Desk needs Node.js ' +
    least +
    ' or newer, and this is ' +
    version +
    '. "npm ci" installs the right one, and "npm start" and "npm run portal" use it.'
  )
}

module.exports = { refusalOf: refusalOf }
