; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

@__dissolve_m_stack = global [2048 x i8] zeroinitializer, section ".bss.dissolve.m_stack", align 32
@__dissolve_m_instance = global [16 x i32] zeroinitializer, align 4

; Function Attrs: noinline nounwind optsize
define internal i32 @down(i32 %0) #0 section ".text.down" !dbg !4 {
entry:
  %1 = alloca i32, align 4, !dbg !7
  store i32 %0, ptr %1, align 4, !dbg !7
  call void asm sideeffect "", "~{memory}"(), !dbg !7
  %2 = call i32 asm sideeffect "mov $0, sp", "=r"(), !dbg !7
  %3 = icmp ult i32 %2, ptrtoint (ptr getelementptr (i8, ptr @__dissolve_m_stack, i32 512) to i32), !dbg !7
  br i1 %3, label %trap, label %4, !dbg !7

trap:                                             ; preds = %entry
  call void asm sideeffect "udf #9 /* 0x22 */", "~{memory}"() #4, !dbg !7
  unreachable, !dbg !7

4:                                                ; preds = %entry
  br label %start, !dbg !7

start:                                            ; preds = %4
  %5 = icmp eq i32 %0, 0, !dbg !8
  %6 = zext i1 %5 to i32, !dbg !8
  %7 = icmp ne i32 %6, 0, !dbg !9
  br i1 %7, label %then, label %else, !dbg !9

return:                                           ; preds = %end
  %8 = phi i32 [ %12, %end ], !dbg !7
  ret i32 %8, !dbg !10

then:                                             ; preds = %start
  br label %end, !dbg !11

else:                                             ; preds = %start
  %9 = sub i32 %0, 1, !dbg !12
  %10 = notail call i32 @down(i32 %9), !dbg !13
  %11 = add i32 %10, %0, !dbg !14
  br label %end, !dbg !15

end:                                              ; preds = %else, %then
  %12 = phi i32 [ 0, %then ], [ %11, %else ], !dbg !9
  br label %return, !dbg !10
}

; Function Attrs: nounwind optsize
define internal i32 @"func[1]"(i32 %0) #1 section ".text.func[1]" !dbg !16 {
entry:
  %1 = alloca i32, align 4, !dbg !17
  store i32 %0, ptr %1, align 4, !dbg !17
  br label %start, !dbg !17

start:                                            ; preds = %entry
  %2 = call i32 @down(i32 %0), !dbg !18
  br label %return, !dbg !19

return:                                           ; preds = %start
  %3 = phi i32 [ %2, %start ], !dbg !17
  ret i32 %3, !dbg !19
}

; Function Attrs: nounwind optsize
define internal void @instantiate() #1 section ".text.instantiate" !dbg !20 {
  ret void, !dbg !21
}

; Function Attrs: nounwind optsize
define i32 @__dissolve_m_instantiate() #1 section ".text.__dissolve_m_instantiate" !dbg !22 {
  store ptr getelementptr (i8, ptr @__dissolve_m_stack, i32 2048), ptr getelementptr (i8, ptr @__dissolve_m_instance, i32 24), align 4, !dbg !23
  %1 = call i32 @__dissolve_begin(ptr @__dissolve_m_instance) #5, !dbg !23
  %2 = icmp eq i32 %1, 0, !dbg !23
  br i1 %2, label %run, label %failed, !dbg !23

run:                                              ; preds = %0
  %3 = alloca {}, align 4, !dbg !23
  call void @__dissolve_on_stack(ptr @__dissolve_instantiate.own_stack, ptr %3, ptr getelementptr (i8, ptr @__dissolve_m_stack, i32 2048), ptr @__dissolve_m_stack), !dbg !23
  call void asm sideeffect "", "~{memory}"(), !dbg !23
  store volatile i32 0, ptr getelementptr (i8, ptr @__dissolve_m_instance, i32 20), align 4, !dbg !23
  store volatile i32 1, ptr @__dissolve_m_instance, align 4, !dbg !23
  ret i32 1, !dbg !23

failed:                                           ; preds = %0
  ret i32 0, !dbg !23
}

; Function Attrs: nounwind returns_twice
declare i32 @__dissolve_begin(ptr) #2

; Function Attrs: nounwind optsize
define internal void @__dissolve_instantiate.own_stack(ptr %0) #1 section ".text.__dissolve_instantiate.own_stack" !dbg !24 {
  call void @instantiate(), !dbg !25
  ret void, !dbg !25
}

; Function Attrs: nounwind
declare void @__dissolve_on_stack(ptr, ptr, ptr, ptr) #3

; Function Attrs: nounwind optsize
define i64 @__dissolve_m_export_sum(i32 %0) #1 section ".text.__dissolve_m_export_sum" !dbg !26 {
  %2 = call i32 @__dissolve_enter(ptr @__dissolve_m_instance) #5, !dbg !27
  %3 = icmp eq i32 %2, 0, !dbg !27
  br i1 %3, label %run, label %failed, !dbg !27

run:                                              ; preds = %1
  %4 = alloca { i32, i32 }, align 4, !dbg !27
  %5 = getelementptr inbounds nuw { i32, i32 }, ptr %4, i32 0, i32 0, !dbg !27
  store i32 %0, ptr %5, align 4, !dbg !27
  call void @__dissolve_on_stack(ptr @__dissolve_m_export_sum.own_stack, ptr %4, ptr getelementptr (i8, ptr @__dissolve_m_stack, i32 2048), ptr @__dissolve_m_stack), !dbg !27
  %6 = getelementptr inbounds nuw { i32, i32 }, ptr %4, i32 0, i32 1, !dbg !27
  %7 = load i32, ptr %6, align 4, !dbg !27
  call void asm sideeffect "", "~{memory}"(), !dbg !27
  store volatile i32 0, ptr getelementptr (i8, ptr @__dissolve_m_instance, i32 20), align 4, !dbg !27
  store volatile i32 1, ptr @__dissolve_m_instance, align 4, !dbg !27
  %8 = zext i32 %7 to i64, !dbg !27
  %9 = or i64 %8, 4294967296, !dbg !27
  ret i64 %9, !dbg !27

failed:                                           ; preds = %1
  ret i64 0, !dbg !27
}

; Function Attrs: nounwind returns_twice
declare i32 @__dissolve_enter(ptr) #2

; Function Attrs: nounwind optsize
define internal void @__dissolve_m_export_sum.own_stack(ptr %0) #1 section ".text.__dissolve_m_export_sum.own_stack" !dbg !28 {
  %2 = getelementptr inbounds nuw { i32, i32 }, ptr %0, i32 0, i32 0, !dbg !29
  %3 = load i32, ptr %2, align 4, !dbg !29
  %4 = call i32 @"func[1]"(i32 %3), !dbg !29
  %5 = getelementptr inbounds nuw { i32, i32 }, ptr %0, i32 0, i32 1, !dbg !29
  store i32 %4, ptr %5, align 4, !dbg !29
  ret void, !dbg !29
}

attributes #0 = { noinline nounwind optsize "dissolve-recursive" "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #2 = { nounwind returns_twice }
attributes #3 = { nounwind }
attributes #4 = { cold noreturn nounwind }
attributes #5 = { returns_twice }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "down", linkageName: "down", scope: null, file: !3, line: 34, type: !5, scopeLine: 34, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 34, scope: !4)
!8 = !DILocation(line: 37, scope: !4)
!9 = !DILocation(line: 38, scope: !4)
!10 = !DILocation(line: 54, scope: !4)
!11 = !DILocation(line: 42, scope: !4)
!12 = !DILocation(line: 47, scope: !4)
!13 = !DILocation(line: 48, scope: !4)
!14 = !DILocation(line: 52, scope: !4)
!15 = !DILocation(line: 53, scope: !4)
!16 = distinct !DISubprogram(name: "sum", linkageName: "sum", scope: null, file: !3, line: 56, type: !5, scopeLine: 56, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!17 = !DILocation(line: 56, scope: !16)
!18 = !DILocation(line: 59, scope: !16)
!19 = !DILocation(line: 61, scope: !16)
!20 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!21 = !DILocation(line: 0, scope: !20)
!22 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!23 = !DILocation(line: 0, scope: !22)
!24 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!25 = !DILocation(line: 0, scope: !24)
!26 = distinct !DISubprogram(name: "__dissolve_m_export_sum", linkageName: "__dissolve_m_export_sum", scope: null, file: !3, line: 56, type: !5, scopeLine: 56, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!27 = !DILocation(line: 56, scope: !26)
!28 = distinct !DISubprogram(name: "__dissolve_m_export_sum", linkageName: "__dissolve_m_export_sum", scope: null, file: !3, line: 56, type: !5, scopeLine: 56, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!29 = !DILocation(line: 56, scope: !28)
