"""Addresses of the modules' own pages; everything else follows from their declarations."""

from django.urls import include, path

from weian.modules.assessment import judging_views, many_views, result_views
from weian.modules.chemicals import book_views, confirming, stock_views
from weian.modules.emergency import month_views, roster_views
from weian.modules.equipment import expiry_board
from weian.modules.funding import execution_views as funding
from weian.modules.hazard import views as hazard
from weian.modules.inspection import paper as inspection_paper
from weian.modules.inspection import patrolling, secret_views
from weian.modules.inspection import views as inspection
from weian.modules.letters import layout_views
from weian.modules.letters import views as letters
from weian.modules.responsibility import (
    display_views,
    drafting_views,
    matrix_views,
    mine_views,
)
from weian.modules.risk import assessing as risk_assessing
from weian.modules.risk import board as risk_board
from weian.modules.risk import knowing as risk_knowing
from weian.modules.risk import listing as risk_listing
from weian.modules.risk import placing as risk_placing
from weian.modules.risk import pointing as risk_pointing
from weian.modules.risk import printing as risk_printing
from weian.modules.risk import signing as risk_signing
from weian.modules.tips import custodian_views as tips
from weian.modules.tips import key_views as tip_keys
from weian.modules.tips import public_views as tip
from weian.modules.training import coverage_views, history_views, quiz_views

app_name = "modules"
# The second address of each is what the lists link to: these pages stand for the forms made from
# the declarations, so the root names this part before them.
urlpatterns = [
    path("", include("weian.modules.boards.urls")),
    path("", include("weian.modules.campaign.urls")),
    path("hazard/new", hazard.new, name="hazard_new"),
    path("cases/hazard/new", hazard.new, name="hazard_new_from_list"),
    path("inspection/new", inspection.new, name="inspection_new"),
    path("records/inspection/new", inspection.new, name="inspection_new_from_list"),
    path("inspection/<uuid:pk>/report.pdf", inspection_paper.report, name="inspection_report"),
    path("judging/", judging_views.index, name="judging"),
    path("assessment/", many_views.index, name="assessment"),
    path("assessment/export", many_views.export, name="assessment_export"),
    path("assessment/publish", many_views.publish, name="assessment_publish"),
    path("assessment/tell", result_views.tell, name="assessment_tell"),
    path("assessment/results/<uuid:pk>", result_views.show, name="assessment_result"),
    path("letters/due/", letters.due, name="letters_due"),
    path("letters/layouts/", layout_views.index, name="letter_layouts"),
    path("letters/layouts/<slug:key>/", layout_views.one, name="letter_layout"),
    path("letters/layouts/<slug:key>/back", layout_views.back, name="letter_layout_back"),
    path("letters/layouts/<slug:key>/preview", layout_views.preview, name="letter_layout_preview"),
    path("letters/<uuid:pk>", letters.show, name="letter"),
    path("letters/<uuid:pk>/issue", letters.issue, name="letter_issue"),
    path("letters/<uuid:pk>/withdraw", letters.withdraw, name="letter_withdraw"),
    path("letters/<uuid:pk>/pdf", letters.as_pdf, name="letter_pdf"),
    path("letters/<uuid:pk>/word", letters.as_word, name="letter_word"),
    path("letters/in/<uuid:pk>", letters.received, name="letter_in"),
    path("letters/in/<uuid:pk>/original", letters.original, name="letter_original"),
    path("letters/in/<uuid:pk>/files/<uuid:number>", letters.attachment, name="letter_attachment"),
    path("expiry/", expiry_board.index, name="expiry"),
    path("funding/", funding.index, name="funding"),
    path("responsibility/", matrix_views.index, name="responsibility"),
    path("responsibility/export", matrix_views.export, name="responsibility_export"),
    path("responsibility/mine/", mine_views.mine, name="my_duties"),
    path("responsibility/lists/make", matrix_views.make_one, name="duty_list_make"),
    path("responsibility/lists/new", drafting_views.new, name="duty_lists_new"),
    path("responsibility/lists/batch", drafting_views.batch, name="duty_lists_batch"),
    path("responsibility/display/", display_views.show, name="responsibility_board"),
    path("responsibility/display.pdf", display_views.paper, name="responsibility_paper"),
    path("responsibility/display/public", display_views.publish, name="responsibility_publish"),
    path("public/responsibility/<int:pk>", display_views.public, name="responsibility_public"),
    path("unannounced/<uuid:pk>", secret_views.show, name="unannounced"),
    path("unannounced/<uuid:pk>/plan.pdf", secret_views.paper, name="unannounced_paper"),
    path("patrol/", patrolling.index, name="patrol"),
    path("patrol/at/<uuid:pk>", patrolling.at_point, name="patrol_at"),
    path("patrol/codes", patrolling.codes, name="patrol_codes"),
    path("tip/", tip.index, name="tip_index"),
    path("tip/code/", tip.ask, name="tip_ask"),
    path("tip/asset/<str:name>", tip.asset, name="tip_asset"),
    path("tip/<int:pk>/", tip.write, name="tip_write"),
    path("tips/", tips.index, name="tips"),
    path("tips/keys/", tip_keys.mine, name="tip_keys"),
    path("tips/lock", tip_keys.lock, name="tip_lock"),
    path("tips/oversight/", tip_keys.oversight, name="tip_oversight"),
    path("tips/oversight/two", tip_keys.two, name="tip_two"),
    path("tips/oversight/<int:pk>/confirm", tip_keys.confirm, name="tip_key_confirm"),
    path("tips/oversight/<int:pk>/end", tip_keys.end, name="tip_key_end"),
    path("tips/<uuid:pk>/", tips.show, name="sealed_tip"),
    path("tips/<uuid:pk>/open", tips.read, name="sealed_tip_open"),
    path("tips/<uuid:pk>/ask", tips.ask, name="sealed_tip_ask"),
    path("tips/<uuid:pk>/answer", tips.answer, name="sealed_tip_answer"),
    path("tips/<uuid:pk>/reply", tips.reply, name="sealed_tip_reply"),
    path("tips/<uuid:pk>/release", tips.release, name="sealed_tip_release"),
    path("tips/<uuid:pk>/close", tips.close, name="sealed_tip_close"),
    path("tips/<uuid:pk>/pay", tips.pay, name="sealed_tip_pay"),
    path("training/", quiz_views.index, name="training"),
    path("training/test/<uuid:pk>", quiz_views.take, name="quiz"),
    path("training/test/<uuid:pk>/result", quiz_views.result, name="quiz_result"),
    path("training/test/<slug:topic>", quiz_views.by_topic, name="quiz_by_topic"),
    path("training/file/<int:pk>", history_views.show, name="training_file"),
    path("training/file/<int:pk>/print", history_views.on_paper, name="training_file_print"),
    path("training/coverage/", coverage_views.index, name="training_coverage"),
    path("roster/", roster_views.index, name="roster"),
    path("roster/month", month_views.month, name="roster_month"),
    path("risks/", risk_board.index, name="risk_board"),
    path("risks/list/", risk_listing.index, name="risk_list"),
    path("risks/export", risk_listing.export, name="risk_export"),
    path("risks/mine/", risk_knowing.mine, name="risk_mine"),
    path("risks/known/", risk_knowing.known, name="risk_known"),
    path("risks/signing/", risk_signing.index, name="risk_signing"),
    path("risks/place", risk_placing.place, name="risk_place"),
    path("risks/plan/<uuid:pk>/picture", risk_placing.picture, name="risk_plan_picture"),
    path("risks/point/<uuid:pk>", risk_pointing.show, name="risk_point"),
    path("risks/point/<uuid:pk>/assess", risk_assessing.assess, name="risk_assess"),
    path("risks/notice.pdf", risk_printing.board, name="risk_notice"),
    path("risks/cards.pdf", risk_printing.cards, name="risk_cards"),
    path("chemicals/ledger/", book_views.index, name="chemical_books"),
    path("chemicals/ledger/print", book_views.on_paper, name="chemical_books_print"),
    path("chemicals/<uuid:pk>/move", stock_views.move, name="stock_move"),
    path("chemicals/confirm/<uuid:pk>", confirming.confirm, name="stock_confirm"),
    path("chemicals/count", stock_views.count, name="stock_count"),
]
