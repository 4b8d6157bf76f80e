// usage: node validate_json.js SCHEMA FILE…   (NODE_PATH names the folder of ajv)
// Exit 1 when a file does not fit; a schema of draft 4 to 7 (SARIF) is taken by the default class.
const fs = require('fs');
const [schemaPath, ...files] = process.argv.slice(2);
const schema = JSON.parse(fs.readFileSync(schemaPath, 'utf8'));
const modern = (schema.$schema || '').includes('2020-12');
const Ajv = require(modern ? 'ajv/dist/2020' : 'ajv').default;
const ajv = new Ajv({ strict: false, allErrors: true });
require('ajv-formats').default(ajv);
if (!modern) delete schema.$schema;
if (!modern && schema.id) delete schema.id;
const validate = ajv.compile(schema);
let failed = 0;
for (const file of files) {
    if (!validate(JSON.parse(fs.readFileSync(file, 'utf8')))) {
        failed = 1;
        for (const error of validate.errors.slice(0, 10)) {
            console.error(`${file}: ${error.instancePath} ${error.message}`);
        }
    }
}
process.exit(failed);
