"""The page behind "More": every place has a name, a sentence and opens what it says."""

from outreach_app.ui.menu_page import MenuItem, MenuPage


def test_each_place_opens_what_it_says(qtbot):
    opened = []
    items = [
        MenuItem("Files", "Search", "Files and drafts of this laptop.", lambda: opened.append(1)),
        MenuItem("Office", "Send", "Send to the office and fetch its replies.", lambda: None),
    ]
    page = MenuPage("Lainnya", items)
    qtbot.addWidget(page)
    page.buttons[0].click()
    assert opened == [1]
    for made, item in zip(page.buttons, items, strict=True):
        assert made.accessibleName()
        assert made.accessibleDescription()
        assert item.hint
