// Stands in for the package "server-only", which throws where no server build is made.
export {};
