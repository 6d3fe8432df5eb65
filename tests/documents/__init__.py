"""Tests of documents. The checker is a helper, whose assertions pytest explains only when told to."""

import pytest

pytest.register_assert_rewrite("tests.documents.ua")
