class Notes:
    def __init__(self, package): pass
    def footnote(self, text): return 1
    def comment(self, text): return 1
    def write(self): pass
