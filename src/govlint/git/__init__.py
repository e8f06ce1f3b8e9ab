"""Reading an untrusted repository: nothing of it runs, nothing in it hangs us."""
