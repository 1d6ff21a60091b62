"""Taking in files of the localities: five steps from the file to the register."""
