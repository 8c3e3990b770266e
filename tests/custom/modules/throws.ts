throw new Error("the module failed\nand said more");
