// There are types alone beside this file; a bundler that follows an import of them comes here.
export {}
