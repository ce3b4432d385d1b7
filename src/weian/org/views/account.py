"""Logging in and changing one's password, in our own templates."""

from allauth.account.views import LoginView, PasswordChangeView

login = LoginView.as_view(template_name="org/login.html")
change_password = PasswordChangeView.as_view(template_name="org/password.html", success_url="/me/")
