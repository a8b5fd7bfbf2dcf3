import '@dt-media/element/hydrate.js'
