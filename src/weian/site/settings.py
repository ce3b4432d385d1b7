"""Django's settings. Everything that differs between installations comes from the environment (WEIAN_…)."""

import os
from datetime import timedelta

from weian.site.database import data_folder, database_settings
from weian.site.logging import logging_settings
from weian.site.secret import secret_key, tip_key

DATA = data_folder()
SECURE = os.environ.get("WEIAN_SECURE") == "1"  # served over HTTPS
BIND = os.environ.get("WEIAN_BIND") or "127.0.0.1"
PORT = int(os.environ.get("WEIAN_PORT") or "8000")
DEBUG = False
WEIAN_DEMO = os.environ.get("WEIAN_DEMO") == "1"  # everybody may know the passwords


def _switch(name: str) -> bool:
    """What is on unless switched off by "0", or this is a demo."""
    return (os.environ.get(name) or ("0" if WEIAN_DEMO else "1")) == "1"


SECRET_KEY = secret_key(DATA)
TIP_KEY = tip_key(DATA)
_LOCAL = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = os.environ.get("WEIAN_HOSTS", "").split() or (
    _LOCAL if BIND in {"127.0.0.1", "localhost", "::1"} else ["*"]
)
CSRF_TRUSTED_ORIGINS = os.environ.get("WEIAN_ORIGINS", "").split()
TRUSTED_PROXIES = os.environ.get("WEIAN_PROXIES", "").split()

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "weian.base",
    "weian.org",
    "weian.policy",
    "weian.subject",
    "weian.record",
    "weian.case",
    "weian.duty",
    "weian.notify",
    "weian.report",
    "weian.modules",
    "weian.ui",
    "weian.site",
    # After ours, whose templates win over theirs.
    "allauth",
    "allauth.account",
    "allauth.usersessions",
    "allauth.mfa",
    "axes",
    "django_cotton.apps.SimpleAppConfig",  # simple: our loaders below say what it would patch in
]

MIDDLEWARE = [
    "weian.org.middleware.Bounded",
    # Outermost of what looks at a request: nothing below learns who opens a page under /tip/.
    "weian.modules.tips.unseen.Unseen",
    "django.middleware.security.SecurityMiddleware",
    "weian.site.middleware.ContentSecurityPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "weian.org.middleware.Known",
    "weian.site.middleware.SessionLimits",
    "weian.site.rates.Rates",
    "weian.org.middleware.AccountState",
    # Closed unless a view says @login_not_required: forgetting a decorator must not open a page.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "weian.org.middleware.Acting",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",
    "weian.site.unlocking.Locked",
    "weian.site.refusals.Refusals",
    "weian.site.exports.Exports",
]

ROOT_URLCONF = "weian.site.urls"
WSGI_APPLICATION = "weian.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "weian.site.navigation.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
        },
    }
]

DATABASES = {"default": database_settings()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "weian.site.assets.PackageFinder",
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "weian.site.assets.HashedStorage"},
}
MEDIA_ROOT = DATA / "files"
FONTS_FOLDER = os.environ.get("WEIAN_FONTS", "")  # bought fonts for printed pages
# What may be uploaded (base/room.py); 0: no limit. From this per cent of the disk on, no files.
PERSON_MB_A_DAY = int(os.environ.get("WEIAN_PERSON_MB_A_DAY") or "500")
INSTITUTION_GB = int(os.environ.get("WEIAN_INSTITUTION_GB") or "20")
DISK_BRAKE = int(os.environ.get("WEIAN_DISK_BRAKE") or "95")
# A virus scanner (clamd): the path of its socket, or host:port; off if empty. See docs/operations/deployment.md.
CLAMD = os.environ.get("WEIAN_CLAMD", "").strip()
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

AUTH_USER_MODEL = "org.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["weian.site.passwords.Argon2Hasher"]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
# The daily digest; off until a server is named.
EMAIL_HOST = os.environ.get("WEIAN_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("WEIAN_SMTP_PORT") or "25")
EMAIL_HOST_USER = os.environ.get("WEIAN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("WEIAN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("WEIAN_SMTP_TLS") == "1"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("WEIAN_SMTP_FROM") or "weian@localhost"

LOGIN_URL = "/login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login"

ACCOUNT_ADAPTER = "weian.site.login.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/login"
ACCOUNT_RATE_LIMITS = False  # counted by axes in the database: the cache here is per process
ACCOUNT_SESSION_REMEMBER = True  # lifetimes are SessionLimits' business

# A second factor: offered to all; demanded of the roles in org.rights.TWO_FACTOR_ROLES.
SECOND_FACTOR_REQUIRED = _switch("WEIAN_SECOND_FACTOR")
MFA_ADAPTER = "weian.site.second_factor.Adapter"
MFA_FORMS = {
    "authenticate": "weian.site.second_factor.AuthenticateForm",
    "reauthenticate": "weian.site.second_factor.ReauthenticateForm",
    "activate_totp": "weian.site.second_factor.ActivateForm",
    "add_webauthn": "weian.site.passkeys.AddForm",
    "authenticate_webauthn": "weian.site.passkeys.AuthenticateForm",
    "reauthenticate_webauthn": "weian.site.passkeys.ReauthenticateForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_ISSUER = "卫安"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
# Files with personal data and secret plans ask again who it is, if the last proof is older; 0: never.
PROOF_SECONDS = int(os.environ.get("WEIAN_PROOF_MINUTES") or ("0" if WEIAN_DEMO else "15")) * 60

# The organisation's own login (OpenID Connect), beside passwords; off without an issuer. See docs/operations/login.md.
OIDC_ISSUER = os.environ.get("WEIAN_OIDC_ISSUER", "").strip()
OIDC_CLIENT = os.environ.get("WEIAN_OIDC_CLIENT", "")
OIDC_SECRET = os.environ.get("WEIAN_OIDC_SECRET", "")
OIDC_CLAIM = os.environ.get("WEIAN_OIDC_CLAIM") or "sub"
OIDC_SCOPE = os.environ.get("WEIAN_OIDC_SCOPE") or "openid"
OIDC_TITLE = os.environ.get("WEIAN_OIDC_TITLE") or "统一身份认证"

# Days after which a password must be changed (等保 8.1.4.1 a); 0: never. See docs/operations/login.md.
PASSWORD_DAYS = int(os.environ.get("WEIAN_PASSWORD_DAYS") or ("0" if WEIAN_DEMO else "90"))

# How fast one person may use the interface and take lists away as files (site/rates.py).
RATES = _switch("WEIAN_RATES")

# Five failures in fifteen minutes lock for fifteen, per account and per source (等保 8.1.4.1 b).
AXES_FAILURE_LIMIT = int(os.environ.get("WEIAN_LOGIN_FAILURES") or "5")
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = ["username", "ip_address"]
AXES_USERNAME_CALLABLE = "weian.site.login.typed_name"
AXES_LOCKOUT_CALLABLE = "weian.site.login.locked_out"
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False

SESSION_ENGINE = "weian.site.sessions"
SESSION_COOKIE_AGE = int(os.environ.get("WEIAN_SESSION_HOURS") or "12") * 3600
# Without use; those on shift (staff, guards) keep their telephone logged in for the whole of it.
SESSION_IDLE_SECONDS = (
    int(os.environ.get("WEIAN_IDLE_MINUTES") or ("480" if WEIAN_DEMO else "30")) * 60
)
SESSION_SHIFT_SECONDS = int(os.environ.get("WEIAN_SHIFT_MINUTES") or "480") * 60
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"  # links in mails open while logged in
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-weian" if SECURE else "weian"
CSRF_COOKIE_NAME = "__Host-weian-csrf" if SECURE else "weian-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "jobs"
PROCRASTINATE_ON_APP_READY = "weian.site.jobs.configure"

LOGGING_CONFIG = "weian.site.logging.configure"
LOGGING = logging_settings()
