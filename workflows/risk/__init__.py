"""Risk to the people in a case, what was done to keep them safe, and evidence secured (calls to action: IRA, MGR)."""
