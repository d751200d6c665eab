"""The work of one machine as jobs for many: a queue in the ledger's own PostgreSQL, run by Procrastinate.

Jobs carry ids, never text. They are put in the transaction of the rows they concern, may run twice without harm, and
after a few failures end in a state that people see.
"""
